/*
 * count.h - counts messages, bytes and rounds of a program: runs it over the
 * mini-MPI (mini/), with up to 1024 ranks on one core and without MPICH.
 */
#ifndef PARCOURS_MPI_COUNT_H
#define PARCOURS_MPI_COUNT_H

#include "program.h"

/* Takes the constants of the model from a file that make calibrate has written
 * instead of mini/costs.h. Says what is wrong with it and returns false. */
bool count_costs(const char *path);

/* The program was prepared with `mini` set. Prints the figures, or writes them
 * to `json`. The exit status of the command. */
int count_run(const struct program *program, int ranks, double seconds,
              const char *json);

#endif
