/* calls.h - the calls between judge and worker for this exercise. */
#ifndef FOUR_CELLS_CALLS_H
#define FOUR_CELLS_CALLS_H

#include <stddef.h>

enum { OP_TEXT, OP_WORK };

enum job { SLEEP, CPU, NATIVE, JOB_KINDS };
enum way { THREADS, PROCESSES, NATIVES, WAYS };

enum { JOBS = 64, WORKERS = 8, CORES = 4 };

struct work_args {
    enum job job;
    enum way way;
    unsigned workers;
    size_t *done; /* OUT: jobs */
};

#endif
