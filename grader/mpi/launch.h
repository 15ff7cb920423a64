/*
 * launch.h - one run of the program under mpiexec, or srun, from start to the
 * last process gone.
 */
#ifndef PARCOURS_MPI_LAUNCH_H
#define PARCOURS_MPI_LAUNCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "program.h"

enum launch_end {
    LAUNCH_ENDED, /* all ranks ended by themselves, or by a finding */
    LAUNCH_TIME,  /* the time was over */
    LAUNCH_NO_MPIEXEC,
    LAUNCH_BROKEN,
};

/* Who has the program run in a place of its own (the judge, in a sandbox), and
 * wants to see what comes of it. All functions get `data`. */
struct launch_host {
    /* Before each run: the board can be read and written at that path. */
    void (*prepare)(void *data, const char *board);
    /* Starts mpiexec with its output led to a descriptor; -1 with errno. */
    pid_t (*start)(void *data, const char *const *arguments, int output);
    /* Is called every 10 ms. False: the run is to end now. */
    bool (*look)(void *data);
    /* What the ranks have printed. */
    void (*printed)(void *data, const char *text, size_t length);
    /* All processes are gone: what it has to say can be put on the board. */
    void (*ended)(void *data, enum launch_end end);
    void *data;
};

struct launch {
    const struct program *program;
    int ranks;
    double seconds;                 /* the run is ended after so long */
    bool quiet;                     /* what the ranks print is thrown away */
    bool srun;                      /* by Slurm, on this node, not mpiexec */
    const struct launch_host *host; /* or NULL */
};

/* The board must exist; `path` is what board_create returned. On return no
 * process of the run is left. */
enum launch_end launch_run(const struct launch *launch, const char *path);

#endif
