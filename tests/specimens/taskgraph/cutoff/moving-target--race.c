/* Tasks find their place by a counter that all of them move. */
#include "cutoff.h"

enum { PIECES = 16, SMALLEST = 8 };

static uint64_t serial(const struct tree *t, uint32_t v)
{
    uint64_t sum = 0;
    for (uint32_t c = v + 1; c < v + t->size[v]; c += t->size[c])
        sum += serial(t, c);
    return tree_mix(v, sum);
}

static uint64_t value(const struct tree *t, uint32_t v, uint32_t grain)
{
    uint64_t of_child[8], sum = 0;
    uint32_t end = v + t->size[v], n = 0;
    if (t->size[v] < grain)
        return serial(t, v);
    for (uint32_t c = v + 1; c < end; c += t->size[c]) {
#pragma omp task if (t->size[c] >= grain && c + t->size[c] < end) \
    shared(n, of_child)
        of_child[n++] = value(t, c, grain);
    }
#pragma omp taskwait
    for (uint32_t i = 0; i < n; i++)
        sum += of_child[i];
    return tree_mix(v, sum);
}

uint64_t tree_value(const struct tree *t, unsigned threads)
{
    uint32_t grain = t->nodes / (threads * PIECES);
    uint64_t root = 0;
    grain = grain < SMALLEST ? SMALLEST : grain;
#pragma omp parallel num_threads(threads)
#pragma omp single
    root = value(t, 0, grain);
    return root;
}
