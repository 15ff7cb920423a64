/*
 * places.h - names for offsets into a program: function, file, line.
 */
#ifndef PARCOURS_PLACES_H
#define PARCOURS_PLACES_H

struct facts;
struct findings;
struct seen;

/* Asks addr2line about all places of all failures. Places outside of the
 * learner's file keep line 0. */
void places_name(struct facts *facts, const char *program, const char *file);

/* The same for the frames of findings that the detector left as module and
 * offset, as clang's does in a jail: all that lie in the program. To be done
 * before it is decided whose they are. */
void places_name_findings(struct findings *findings, const char *program);

/* The lines of what ran. */
void places_name_seen(struct seen *seen, const char *program, const char *file);

#endif
