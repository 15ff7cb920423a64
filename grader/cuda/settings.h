/* What the command asks of the program: environment variables. A worker of the
 * grader (worker/cuda) sets them itself. */
#pragma once

#include <stdint.h>

struct settings {
    uint64_t seed; /* PARCOURS_CUDA_SEED: the schedule */
    int seconds;   /* PARCOURS_CUDA_SECONDS: after which it is ended */
    int undefined; /* PARCOURS_CUDA_UNDEFINED: a byte of what nobody gave */
    int workers;   /* PARCOURS_CUDA_WORKERS: in fast mode */
    int registers; /* PARCOURS_CUDA_REGISTERS: a thread, for occupancy */
    const char *report; /* PARCOURS_CUDA_REPORT: a file for findings */
    int report_fd;      /* instead of it, where it is not 0 */
    const char *device; /* PARCOURS_CUDA_DEVICE: whose properties to tell */
};

extern struct settings settings;
