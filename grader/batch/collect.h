/*
 * collect.h - what a class has handed in, put into the gradebook.
 */
#ifndef PARCOURS_COLLECT_H
#define PARCOURS_COLLECT_H

#include <stddef.h>

#include "../text.h"

struct episode;
struct exercise;
struct gradebook;
struct roster;

struct collection {
    size_t students, submissions; /* that were found */
    size_t late;                  /* files that the platform calls late */
    size_t unmatched;             /* students whom the roster does not know */
    size_t absent;     /* of the roster, who never handed in anything */
    struct text lines; /* one for each thing to know; printable */
};

/*
 * Reads a folder or archive (intake.h, layout.h) three times: for Gradescope's
 * list of students (metadata.h), to choose the file of each student for each
 * exercise, and to take the chosen ones. A
 * file is chosen by its name; of several, the one in the folder that it has
 * in a checkout of the course, else the one that lies least deep.
 *
 * `only` (may be NULL) is the one exercise that is asked for; then a file in
 * the top folder is by whom it is named after, ann.c by "ann", unless it has
 * the name of another exercise's file, or the same student has one of the right
 * name. `roster` may
 * be NULL. Returns NULL, or why nothing could be done; to be freed.
 */
char *collect(struct gradebook *book, const char *path,
              const struct episode *episode, const struct exercise *only,
              const struct roster *roster, struct collection *collection);
void collection_clear(struct collection *collection);

#endif
