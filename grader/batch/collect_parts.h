/*
 * collect_parts.h - what collect.c, which takes, and collect_tell.c, which says
 * what was found, know of one reading of a class's files.
 */
#ifndef PARCOURS_COLLECT_PARTS_H
#define PARCOURS_COLLECT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "authors.h"
#include "collect.h"
#include "metadata.h"

struct choice;

struct collector {
    struct gradebook *book;
    const struct episode *episode;
    const struct exercise *only;
    const struct roster *roster;
    struct collection *to;
    struct authors authors;
    struct choice *choices; /* in order of paths, once all are known */
    size_t count;
    size_t put;          /* rows of the gradebook */
    const char *failure; /* of the gradebook */
    struct metadata metadata;
    char *home;     /* the folder that has the metadata, "" or "name/" */
    char *top;      /* the first name at the top of all */
    bool tops;      /* there are others beside it */
    char *folder;   /* that the last line was about */
    unsigned lines; /* one after the other about it */
};

/* A line for people. */
void collect_note(struct collector *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether an exercise of the episode is asked for. */
bool collect_asked(const struct collector *c, size_t exercise);

/* The file that one with this path may have been meant to be, or NULL. */
const char *collect_nearest(const struct collector *c, const struct author *a,
                            const char *path);

/* Who handed in what, and who nothing: lines and sums. */
void collect_tell(struct collector *c);

#endif
