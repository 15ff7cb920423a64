/*
 * cutoff.c - one way to do it, and why it is right.
 *
 * A child becomes a task if there are at least `grain` nodes in it; all that is
 * smaller is done at once, by plain recursion.  So no task is smaller than the
 * grain, and there are at most nodes / grain of them beside those that only
 * lead there: the price of tasks stays a small part of the work.  And a thread
 * that waits for others does so for a piece smaller than a few grains, since
 * all that is larger can be split: with some 16 pieces for each thread that is
 * little.
 *
 * The size of the subtree decides, not the depth: where the tree is lopsided, a
 * cut at depth 5 leaves nearly everything in one piece.  The last child is not
 * given away: its parent would only wait for it.
 *
 * `to` and `c` differ for each child and are copied into its task; of_child
 * lives until the taskwait that follows.
 */
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
        uint64_t *to = &of_child[n++];
#pragma omp task if (t->size[c] >= grain && c + t->size[c] < end)
        *to = value(t, c, grain);
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
