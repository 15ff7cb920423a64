/* draw.h - some of all mutants of an episode, the same ones for a seed. */
#ifndef PARCOURS_DRAW_H
#define PARCOURS_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "mutant.h"

enum { DRAW_KINDS = 48 };

struct episode;
struct exercise;

struct drawn {
    const struct exercise *exercise;
    const struct mutant *mutant;
    uint64_t rank; /* comes in this order among those of its kind */
    int used;
};

struct draw {
    struct drawn *list;
    size_t count;
    size_t equivalent; /* met on the way, and left out */
    const char *kinds[DRAW_KINDS];
    size_t nkinds;
    struct mutants *mutants; /* of each exercise */
    size_t nmutants;
};

/* At most `most`, one kind after the other, none that does not compile and
 * none that survivors.conf calls equivalent. */
struct draw draw_make(const struct episode *episode, size_t most,
                      uint64_t seed);
void draw_clear(struct draw *draw);

#endif
