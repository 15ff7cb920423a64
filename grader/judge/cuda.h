/*
 * cuda.h - what the suite of an exercise with kernels is written with, beside
 * judge.h.
 *
 *     while (cuda_schedule(6)) {
 *         float *out = judge_out(n * sizeof *out);
 *         ...
 *         judge_call(OP_COVER, (struct cover_args){in, n, grid, block, out});
 *         judge_expect(...);
 *     }
 *
 * The worker is the emulator of grader/cuda. Whatever it finds during a call,
 * a race, a bad address, a launch that failed ..., ends the test with its
 * cause and its evidence.
 */
#ifndef PARCOURS_JUDGE_CUDA_H
#define PARCOURS_JUDGE_CUDA_H

#include "judge.h"

/* For a loop around a test: the next of `most` orders in which blocks and
 * threads run, with empty arenas. When calls are counted there is one order;
 * in a replay there is the one that was asked for. */
bool cuda_schedule(unsigned most);

/*
 * What was counted in a call, between device_begin and device_end of its
 * driver. Accesses are those of single threads.
 */
struct cuda_figures {
    double launches, threads;
    /* 32-byte sectors of global memory; `sectors` is the sum */
    double sectors, load_sectors, store_sectors, atomic_sectors;
    double loads, stores, atomics; /* accesses to global memory */
    double serial;                 /* steps of atomics that meet */
    double hottest;                /* atomics on one element */
    double shared_loads, shared_stores, shared_atomics, shared_serial;
    double conflict;       /* worst bank conflict; 1: none */
    double accesses;       /* all of them, of both memories */
    double block_accesses; /* to global memory, of the busiest block */
    double single_operations, double_operations; /* of arithmetic */
    double divergent, barriers; /* branches, warps at barriers */
    /* launches and copies that come one after the other, if each took one step
     * and the device did one launch, one copy to it and one copy to the host at
     * a time; the most memory of the device that was taken, in bytes */
    double chain, memory;
    /* copies, and their bytes */
    double to_device, to_host, inside;
    double bytes_to_device, bytes_to_host, bytes_inside;
};

/* In `least`: there can be none of it. (0 means that it is not judged.) */
#define CUDA_NONE (-1.0)

/* The figures of the latest call. For checks of kind "count". */
const struct cuda_figures *cuda_counted(void);

/* Holds what is not 0 in `least` against them; how often the least is allowed
 * is the check's target. `what` says what was called, in a few words. */
void cuda_expect(const char *what, const struct cuda_figures *least);

/*
 * For test cases with the tag "gpu", which are run on GPUs only: how long the
 * device takes for what lies between device_begin and device_end in the one
 * judge_call of `call`, beside the time of a copy inside its memory that moves
 * as many bytes: `bytes` is what has to be read and written at least. The
 * figures go on record, and are worth no points.
 */
void cuda_beside_copy(const char *what, void (*call)(void *data), void *data,
                      double bytes);

#endif
