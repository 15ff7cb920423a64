/*
 * ranks.h - what the driver of an exercise with ranks is written with.
 *
 * The driver is the worker's side: it hands the arguments of a call to the
 * learner's function. Every rank runs it, each with its own input. It knows no
 * expected value and decides nothing.
 */
#ifndef PARCOURS_RANKS_H
#define PARCOURS_RANKS_H

#include <mpi.h>
#include <stddef.h>

struct rank_call {
    MPI_Comm comm;    /* all ranks; not always in the order of the world */
    const void *args; /* the same on every rank; from the exercise's calls.h */
    const void *in;   /* this rank's own */
    size_t in_bytes;
    void *out; /* to be filled in */
    size_t out_bytes;
};

/* Work that takes so many seconds by the model of the mini-MPI, and no time at
 * all under MPICH: for functions of the exercise that the learner calls. */
void rank_compute(double seconds);

/* Until this call ends the learner's own code is to leave this memory alone:
 * MPI moves what lies there. Up to 8 pieces. Under MPICH only. */
void rank_hands_off(const void *memory, size_t bytes);

/* Until this call ends, writes of the learner's threads take a moment, so that
 * others come between a read and a write. Under MPICH only. */
void rank_stir(void);

/* The operations, indexed by the numbers that the suite uses. */
typedef void rank_op(const struct rank_call *call);

extern rank_op *const rank_ops[];
extern const unsigned rank_nops;

#define RANK_OPS(...)                          \
    rank_op *const rank_ops[] = {__VA_ARGS__}; \
    const unsigned rank_nops = sizeof rank_ops / sizeof *rank_ops

#endif
