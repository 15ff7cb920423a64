/*
 * job.h - the calls that a program with ranks is to make, and what came back.
 * Between ranks.c and host.c; suites use ranks.h.
 */
#ifndef PARCOURS_JUDGE_JOB_H
#define PARCOURS_JUDGE_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ranks.h"

enum { JOB_CALLS = 512 };

/* One rank's share of a call. */
struct share {
    unsigned char *in, *out; /* out: as sent, with guards; NULL: no result */
    size_t in_bytes, out_bytes, arrived;
};

struct call {
    unsigned op;
    bool reversed;
    void *args;
    size_t size;
    uint64_t poison;
    struct share *share; /* one for each rank */
};

struct job {
    unsigned ranks, count;
    enum ranks_level level;
    struct call call[JOB_CALLS];
    uint64_t secret[1024];
};

extern struct job job;

/* New secrets and poison, no results. A sealed memory file with all of it. */
int job_seal(bool one_comm);

/* Takes packets from a socket until it is empty. False: somebody else than a
 * rank has written there. */
bool job_receive(int socket);

/* NULL if every rank has answered every call; otherwise a sentence. `guard`:
 * it wrote outside of its result. */
const char *job_missing(bool *guard);

#endif
