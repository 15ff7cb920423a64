/*
 * trace.h - the calls of a run, one line of time for each rank.
 */
#ifndef PARCOURS_MPI_TRACE_H
#define PARCOURS_MPI_TRACE_H

#include <stdbool.h>

/* Writes what the board holds: a picture if the name ends in .svg, of the time
 * between MPI_Init and MPI_Finalize; otherwise JSON as the trace viewers of
 * Chrome and Perfetto read it. False with errno when the file cannot be
 * written. Of each rank the latest BOARD_EVENTS calls are there. */
bool trace_write(const char *file, const char *program);

#endif
