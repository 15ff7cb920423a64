/*
 * scratch.h - a folder for what a worker's tool writes beside its work:
 * Valgrind does not start without one.
 */
#ifndef PARCOURS_SCRATCH_H
#define PARCOURS_SCRATCH_H

#include <sys/types.h>

/* Makes a new folder that belongs to a user. Its path, to be handed to
 * scratch_remove; NULL with errno set if it cannot. */
char *scratch_make(uid_t user);

/* Removes it with what is in it, and frees the path; NULL is fine. */
void scratch_remove(char *path);

#endif
