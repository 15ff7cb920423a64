/*
 * standing.h - how a class stands in one episode: what counts for everybody
 * in the gradebook, and what is still open.
 */
#ifndef PARCOURS_STANDING_H
#define PARCOURS_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "roster.h"

struct episode;
struct gradebook;

/* One student, one exercise. */
struct standing_score {
    bool has;    /* there are points that count */
    bool passed; /* the best grading says so */
    double points, max;
    char *cause;     /* word of cause.h, of the grading that counts; or NULL */
    char *set_by;    /* whose word counts instead of a grading; or NULL */
    int64_t grading; /* the one that counts; 0: none */
    unsigned days_late; /* of that grading */
    /* Of the newest submission: */
    bool handed_in, late; /* late: by the deadline, or says the platform */
    char *open;           /* why it is not judged; NULL: it is */
    char *look;           /* what a person should look at; NULL: nothing */
};

struct standing {
    const struct episode *episode;
    struct roster people; /* in order of keys */
    bool *strangers;      /* of the people: not in the roster that was given */
    struct standing_score *scores; /* people x exercises */
};

/* Ends the grader if the gradebook cannot be read. */
void standing_read(struct gradebook *book, const struct episode *episode,
                   struct standing *standing);
void standing_clear(struct standing *standing);

const struct standing_score *standing_at(const struct standing *standing,
                                         size_t person, size_t exercise);

/* The sum of what counts for a person; false if nothing does. */
bool standing_total(const struct standing *standing, size_t person,
                    double *sum);

/* True if the person has handed in a file for any exercise. */
bool standing_present(const struct standing *standing, size_t person);

/* Points of all exercises of an episode. */
double standing_most(const struct episode *episode);

#endif
