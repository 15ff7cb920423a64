/* Each node adds up its children by a reduction over tasks. */
#include <stdlib.h>
#include "cutoff.h"
enum { GRAIN = 100 };
static uint64_t alone(const struct tree *t, uint32_t v)
{
    uint64_t s = 0;
    uint32_t end = v + t->size[v];
    for (uint32_t c = v + 1; c != end; c += t->size[c])
        s += alone(t, c);
    return tree_mix(v, s);
}
static uint64_t shared_out(const struct tree *t, uint32_t v)
{
    if (t->size[v] <= GRAIN)
        return alone(t, v);
    uint64_t sum = 0;
#pragma omp taskgroup task_reduction(+ : sum)
    for (uint32_t c = v + 1, end = v + t->size[v]; c != end; c += t->size[c])
#pragma omp task in_reduction(+: sum) firstprivate(c) if(t->size[c] > GRAIN / 2)
        sum += shared_out(t, c);
    return tree_mix(v, sum);
}
uint64_t tree_value(const struct tree *t, unsigned threads)
{
    uint64_t r;
#pragma omp parallel num_threads(threads) default(none) shared(t, r)
#pragma omp master
    r = shared_out(t, 0);
    return r;
}
