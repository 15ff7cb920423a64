/* Tasks down to a fixed depth, whatever lies below. */
#include "cutoff.h"

static uint64_t serial(const struct tree *t, uint32_t v)
{
    uint64_t sum = 0;
    for (uint32_t c = v + 1; c < v + t->size[v]; c += t->size[c])
        sum += serial(t, c);
    return tree_mix(v, sum);
}

static uint64_t value(const struct tree *t, uint32_t v, uint32_t depth)
{
    uint64_t of_child[8], sum = 0;
    uint32_t end = v + t->size[v], n = 0;
    if (depth == 0)
        return serial(t, v);
    for (uint32_t c = v + 1; c < end; c += t->size[c]) {
        uint64_t *to = &of_child[n++];
#pragma omp task
        *to = value(t, c, depth - 1);
    }
#pragma omp taskwait
    for (uint32_t i = 0; i < n; i++)
        sum += of_child[i];
    return tree_mix(v, sum);
}

uint64_t tree_value(const struct tree *t, unsigned threads)
{
    uint64_t root = 0;
#pragma omp parallel num_threads(threads)
#pragma omp single
    root = value(t, 0, 6);
    return root;
}
