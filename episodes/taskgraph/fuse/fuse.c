/*
 * fuse.c - rewrites a graph. Make it leave something out.
 *
 * What you see is right in that the result computes the same; but every step
 * stays, and every step is a task.  fuse.h is the contract.
 */
#include <stdlib.h>
#include <string.h>

#include "fuse.h"

uint32_t cull(const struct step *steps, uint32_t n, const uint32_t *wanted,
              size_t nwanted, struct step *out, uint32_t *place)
{
    (void)wanted; /* TODO: which steps are needed? */
    (void)nwanted;
    memcpy(out, steps, n * sizeof *out);
    for (uint32_t i = 0; i < n; i++)
        place[i] = i;
    return n;
}

uint32_t merge(const struct step *steps, uint32_t n, struct step *out,
               uint32_t *place)
{
    memcpy(out, steps, n * sizeof *out); /* TODO: has it been there before? */
    for (uint32_t i = 0; i < n; i++)
        place[i] = i;
    return n;
}

uint32_t fuse(const struct step *steps, uint32_t n, const uint32_t *wanted,
              size_t nwanted, uint32_t *task)
{
    (void)steps; /* TODO: how many steps use each one? */
    (void)wanted;
    (void)nwanted;
    for (uint32_t i = 0; i < n; i++)
        task[i] = i;
    return n;
}
