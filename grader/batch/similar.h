/*
 * similar.h - which submissions to an exercise share most of their code.
 *
 * The comparison is sim_c's (Debian: similarity-tester), which sees neither
 * layout nor names nor comments. Lines that the skeleton has are taken out
 * before. What comes out is a list for a human to look at, never a verdict:
 * short solutions of an exercise are much alike without any copying.
 */
#ifndef PARCOURS_SIMILAR_H
#define PARCOURS_SIMILAR_H

#include <stddef.h>

#include "../text.h"

struct exercise;
struct gradebook;

/* Share `percent` of the code of `student` is found in that of `other`. */
struct similar_pair {
    char *student, *other; /* keys */
    unsigned percent;
};

struct similar {
    struct similar_pair *pairs; /* most similar first */
    size_t count, files;
};

/*
 * Compares the newest submissions to an exercise. A pair is listed for each
 * file with the file that it shares most with, if that is at least `least`
 * per cent. NULL, or why it cannot be done; to be freed.
 */
char *similar_find(struct gradebook *book, const struct exercise *exercise,
                   unsigned least, struct similar *similar);
void similar_clear(struct similar *similar);

/* Appends `source` without the lines that `skeleton` has, whatever their blanks
 * and names. Pure. */
void similar_reduce(const char *source, const char *skeleton, struct text *to);

#endif
