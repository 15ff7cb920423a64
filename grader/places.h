/*
 * places.h - names for offsets into a program: function, file, line.
 */
#ifndef PARCOURS_PLACES_H
#define PARCOURS_PLACES_H

struct facts;

/* Asks addr2line about all places of all failures. Places outside of the
 * learner's file keep line 0. */
void places_name(struct facts *facts, const char *program, const char *file);

#endif
