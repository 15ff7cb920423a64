/*
 * gpu.h - is there a GPU that kernels can be run on?
 *
 * Nobody needs one. With GPU=0 in the environment (make check GPU=0) none is
 * looked for, and everything is as on a machine without one. GPU=1 asks for one
 * also where no device of NVIDIA's shows, GPU=sm_90 takes one for granted; with
 * either, results say it when there was none.
 */
#ifndef PARCOURS_GPU_H
#define PARCOURS_GPU_H

#include <stdbool.h>

struct gpu {
    bool there;
    bool wanted;   /* by name: that it is missing is to be said */
    char name[64]; /* "NVIDIA H200" */
    char arch[16]; /* for nvcc: "sm_90" */
    char why[160]; /* there is none, in words that say what to do */
};

/* Where there are devices of NVIDIA's and an nvcc, a small program is built and
 * run to find out; its answer is kept in build/ until the machine is started
 * anew, or another nvcc or another device is there. Asked once. */
const struct gpu *gpu_find(void);

/* The flags with which all that runs on that GPU is compiled. To be freed. */
char *gpu_flags(const struct gpu *gpu);

/* The path of one of NVIDIA's tools ("compute-sanitizer"), beside nvcc or on
 * the PATH; NULL if it is not there. To be freed. */
char *gpu_tool(const char *name);

#endif
