/*
 * rank_wire.h - what a judge and the ranks of an MPI program agree on.
 *
 * Everything that the ranks are to do lies in one sealed memory file when
 * they start: for each rank a slice with its calls, their arguments and their
 * inputs. A rank reads its own slice and closes the file before any of the
 * learner's code runs, so that it knows of the others' inputs only what they
 * send. Results go back in packets on one socket, each marked with a number
 * that only this rank was told; there is nothing else to believe.
 */
#ifndef PARCOURS_RANK_WIRE_H
#define PARCOURS_RANK_WIRE_H

#include <stdint.h>

enum {
    RANK_FD_REPLY = 3,
    RANK_FD_JOB = 4,
    RANK_FD_FIGURES = 5, /* of the mini-MPI, for its first process only */
    RANK_FD_END = 6,
    RANK_GUARD = 64, /* bytes on both sides of a result */
    RANK_PACKET = 32 << 10,
    RANK_MOST = 1024,
};

/* The memory file begins with this; slice i lies at slice[i] .. slice[i + 1].
 */
struct rank_job {
    uint32_t ranks, calls;
    uint64_t level; /* of threads, as enum ranks_level counts them */
    uint64_t slice[RANK_MOST + 1];
};

/* A slice begins with this; then come its calls. */
struct rank_slice {
    uint64_t secret; /* for its packets */
    uint64_t unused; /* padding */
};

/* Arguments and input follow, each padded to 16 bytes. */
struct rank_call_head {
    uint32_t op;
    uint32_t reversed; /* the rank of the communicator is ranks - 1 - rank */
    uint64_t args, in, out; /* bytes */
    uint64_t poison;        /* what results are filled with at first */
    uint64_t unused;        /* padding */
};

static inline uint64_t rank_padded(uint64_t bytes)
{
    return (bytes + 15) & ~UINT64_C(15);
}

/* The i-th byte of a result and its guards before the call. */
static inline unsigned char rank_poison(uint64_t poison, uint64_t i)
{
    poison += i / 8 * UINT64_C(0x9e3779b97f4a7c15);
    poison ^= poison >> 29;
    return (unsigned char)(poison * UINT64_C(0xbf58476d1ce4e5b9) >> 56) ^
           (unsigned char)(i * 37);
}

/* A part of one result, guards included. */
struct rank_packet {
    uint64_t secret, call, offset;
    unsigned char bytes[RANK_PACKET];
};

#endif
