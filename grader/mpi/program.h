/*
 * program.h - the program to be checked: found, or compiled from one file.
 */
#ifndef PARCOURS_MPI_PROGRAM_H
#define PARCOURS_MPI_PROGRAM_H

#include <limits.h>
#include <stdbool.h>

struct program {
    bool mini;              /* for the mini-MPI, to be counted */
    char path[PATH_MAX];    /* what is started */
    char layer[PATH_MAX];   /* libparcoursmpi.so beside the command */
    char folder[PATH_MAX];  /* of our own making, or "" */
    char *const *arguments; /* argv of the program */
    const char *flags[16];  /* more of them for the compiler, then NULL */
};

/* One more, as long as there is room. */
void program_flag(struct program *program, const char *flag);
/* 0, or the exit status that the command ends with after saying why. */
int program_prepare(struct program *program, const char *given);
void program_remove(struct program *program);
/* Starts a program and waits; its exit status, or 127. */
int program_spawn(const char *const *arguments);

#endif
