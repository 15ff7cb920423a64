/*
 * range.h - split n items over the members of a team, as evenly as it goes.
 */
#ifndef PARCOURS_RANGE_H
#define PARCOURS_RANGE_H

#include <stddef.h>

/* The items first, first + 1, ..., end - 1. Empty if first == end. */
struct range {
    size_t first, end;
};

/*
 * The part of member `rank` when `n` items are split into `parts` blocks.
 * Sizes differ by at most one; together the blocks are 0 .. n - 1.
 */
static inline struct range range_part(size_t n, unsigned parts, unsigned rank)
{
    size_t small = n / parts, larger = n % parts;
    size_t first = rank * small + (rank < larger ? rank : larger);
    return (struct range){first, first + small + (rank < larger)};
}

#endif
