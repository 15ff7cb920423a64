/*
 * cutoff.c - a value for a tree, with OpenMP tasks.
 *
 * What you see is right, and makes a task of every node.  To create, queue and
 * find a task takes half as long as the work in it, and who waits for tasks
 * pays again.  Make tasks only where they are worth it, but enough of them to
 * keep everybody busy.  cutoff.h is the contract.
 */
#include "cutoff.h"

static uint64_t value(const struct tree *t, uint32_t v)
{
    uint64_t of_child[8], sum = 0;
    unsigned n = 0;
    for (uint32_t c = v + 1; c < v + t->size[v]; c += t->size[c]) {
        uint64_t *to = &of_child[n++];
        /* TODO: what decides whether this is worth a task? */
#pragma omp task
        *to = value(t, c);
    }
#pragma omp taskwait
    for (unsigned i = 0; i < n; i++)
        sum += of_child[i];
    return tree_mix(v, sum);
}

uint64_t tree_value(const struct tree *t, unsigned threads)
{
    uint64_t root = 0;
#pragma omp parallel num_threads(threads)
#pragma omp single
    root = value(t, 0);
    return root;
}
