/*
 * pages.h - a gradebook as HTML: one page for the class, one for each
 * student.  All open offline and run nothing (page.h).
 */
#ifndef PARCOURS_PAGES_H
#define PARCOURS_PAGES_H

#include <stddef.h>

struct episode;
struct gradebook;

/*
 * Writes index.html and a page for each student into `folder`, which is made;
 * pages of the same name are replaced. The class page links to the others,
 * they link nowhere, so that one of them can be handed to its student. A
 * student's page has what the instructor has set, with the reason, but not
 * the instructor's notes. Returns the number of students. Ends the grader if
 * the gradebook cannot be read or a page not be written.
 */
size_t pages_write(struct gradebook *book, const struct episode *episode,
                   const char *folder);

#endif
