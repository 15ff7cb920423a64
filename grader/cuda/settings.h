/* What the command asks of the program: environment variables. */
#pragma once

#include <stdint.h>

struct settings {
    uint64_t seed;      /* PARCOURS_CUDA_SEED: the schedule */
    int seconds;        /* PARCOURS_CUDA_SECONDS: after which it is ended */
    int workers;        /* PARCOURS_CUDA_WORKERS: in fast mode */
    int registers;      /* PARCOURS_CUDA_REGISTERS: a thread, for occupancy */
    const char *report; /* PARCOURS_CUDA_REPORT: a file for findings */
    const char *device; /* PARCOURS_CUDA_DEVICE: whose properties to tell */
};

extern struct settings settings;
