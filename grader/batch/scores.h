/*
 * scores.h - what counts in a gradebook, as tables for people, spreadsheets
 * and learning platforms.
 */
#ifndef PARCOURS_SCORES_H
#define PARCOURS_SCORES_H

#include "grid.h"

struct episode;
struct gradebook;

/* Appends one line for each student with the points for each exercise, at
 * most 80 columns, and one that counts who passed. */
void scores_print(struct gradebook *book, const struct episode *episode,
                  struct text *to);

/* A table of its own: key, name, email, number, an exercise a column, total.
 * Names that look like formulas are made harmless. */
void scores_grid(struct gradebook *book, const struct episode *episode,
                 struct grid *grid);

/* The files of learning platforms that the points are filled into. */
enum scores_platform { SCORES_CANVAS, SCORES_MOODLE };

struct scores_fill {
    size_t filled;     /* rows that got points */
    size_t unmatched;  /* rows of nobody in the gradebook */
    struct text lines; /* who they are, one on a line */
};

/*
 * Writes everybody's total into one column of the instructor's own export and
 * leaves all other cells as they are. Canvas: the assignment column whose
 * title contains `column` (NULL: the episode's name) and that is not marked
 * "(read only)"; the row "Points Possible" stays. Moodle: the column "Grade"
 * of the offline worksheet, else the one whose title contains `column`.
 * Rows are matched as roster_find does. NULL, or why it cannot be done; to be
 * freed.
 */
char *scores_fill(struct gradebook *book, const struct episode *episode,
                  enum scores_platform platform, const char *column,
                  struct grid *grid, struct scores_fill *fill);

#endif
