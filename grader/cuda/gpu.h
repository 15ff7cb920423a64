/*
 * GPUs by name, from their data sheets, and the limits of their compute
 * capability, from the table "Technical Specifications per Compute Capability"
 * of the CUDA C++ Programming Guide.
 */
#pragma once

#include <stddef.h>

struct gpu {
    const char *name;
    int major, minor;
    int multiprocessors;
    double memory_gb;     /* capacity */
    double bandwidth_gbs; /* of its memory, 1e9 bytes a second */
    double single_tflops; /* 1e12 fused multiply-adds x 2 a second */
    double double_tflops;
    int warps, blocks; /* resident on a multiprocessor */
    int shared_kb;     /* of a multiprocessor */
    int reserved;      /* bytes of it that each block costs */
};

/* The named one, or the first of the table. */
const struct gpu *gpu_named(const char *name);

/* All of them, ended by one without a name. */
const struct gpu *gpu_all(void);

/* Blocks of a shape that are resident on one multiprocessor at a time. */
struct occupancy {
    int blocks, warps;
    const char *limit; /* what allows no more: "warps", "registers", ... */
};
struct occupancy gpu_occupancy(const struct gpu *gpu, int threads,
                               int registers, size_t shared);
