/*
 * pages_parts.h - what the files of pages.h share.
 */
#ifndef PARCOURS_PAGES_PARTS_H
#define PARCOURS_PAGES_PARTS_H

#include "../text.h"
#include "standing.h"

struct gradebook;

/* Appends a whole page. */
void pages_class(const struct standing *standing, struct text *to);
void pages_student(struct gradebook *book, const struct standing *standing,
                   size_t person, struct text *to);

/* The name of a student's page: letters and digits of the key, so that people
 * find it, and a hash of it, so that no two students share one. To be freed. */
char *pages_name(const char *key);

/* A name of a stranger, in its own direction of writing. */
void pages_add_name(struct text *to, const char *name);

/* A picture of how many students are in each of `count` classes of equal
 * width from 0 to `most` points, with the same in words for those who do not
 * see it. */
void pages_histogram(struct text *to, const unsigned *students, size_t count,
                     double most);

#endif
