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
    size_t kept;       /* rows that the platform lets nobody change */
    struct text lines; /* who they are and why, one on a line */
};

/*
 * Writes everybody's total into one column of the instructor's own export and
 * leaves all other cells as they are: the column whose title is `column`, else
 * the only one whose title contains it. NULL means the episode's name, or, for
 * Moodle, "Grade" as in the offline worksheet. What the platform marks as
 * "(read only)", under the title or in the row "Points Possible", is no column
 * for this; whoever is excused ("EX") or locked ("Grade can be changed": No)
 * keeps what is there. Rows are matched as roster_find does. NULL, or why it
 * cannot be done; to be freed.
 */
char *scores_fill(struct gradebook *book, const struct episode *episode,
                  enum scores_platform platform, const char *column,
                  struct grid *grid, struct scores_fill *fill);

#endif
