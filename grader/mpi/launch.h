/*
 * launch.h - one run of the program under mpiexec, from start to the last
 * process gone.
 */
#ifndef PARCOURS_MPI_LAUNCH_H
#define PARCOURS_MPI_LAUNCH_H

#include <stdbool.h>

#include "program.h"

struct launch {
    const struct program *program;
    int ranks;
    double seconds; /* the run is ended after so long */
    bool quiet;     /* what the ranks print is thrown away */
};

enum launch_end {
    LAUNCH_ENDED, /* all ranks ended by themselves, or by a finding */
    LAUNCH_TIME,  /* the time was over */
    LAUNCH_NO_MPIEXEC,
    LAUNCH_BROKEN,
};

/* The board must exist; `path` is what board_create returned. On return no
 * process of the run is left. */
enum launch_end launch_run(const struct launch *launch, const char *path);

#endif
