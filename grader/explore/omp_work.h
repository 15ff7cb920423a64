/*
 * OpenMP: work-sharing constructs, and who does which part of them.
 *
 * Every member of a team meets the same constructs in the same order; the
 * first one to meet a construct makes its struct work. The iterations of a
 * loop are numbered from 0; what the loop variable is worth there the entry
 * points compute.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "omp_settings.h"
#include "vclock.h"

struct member;

struct work {
    struct work *next; /* construct of the team */
    uintptr_t pc;
    struct loop_schedule schedule;
    uint64_t start; /* of the loop variable; so many */
    uint64_t step;  /* wrap around like those of unsigned integers */
    uint64_t count;
    uint64_t taken; /* iterations that were given out */
    bool ordered;
    uint64_t ordered_done; /* iterations whose turn is over */
    struct vclock ordered_clock;
    struct doacross *doacross;
    uintptr_t *reductions; /* see calls_gomp_reduction.c */
    void *copy;            /* of copyprivate */
    bool copied;
    struct vclock copy_clock;
};

/*
 * The running thread meets its next construct; true if it is the first of the
 * team to do so, which then says what the construct is.
 */
bool work_begin(struct work **work, uintptr_t pc);

/* A construct that a team begins with, see team_run(). */
struct work *work_new(uintptr_t pc);

/* The construct that the running thread is in. */
struct work *work_present(void);

/* How many iterations a loop has; `step` may wrap around to go down. */
uint64_t work_count(long start, long end, long step);
uint64_t work_count_ull(bool up, uint64_t start, uint64_t end, uint64_t step);

/* A loop of `count` iterations; schedule kind 0 means schedule(runtime). */
void work_set_loop(struct work *work, uint64_t start, uint64_t step,
                   uint64_t count, struct loop_schedule schedule);

/* Takes the next chunk: false if none is left, else its loop variables. */
bool work_next(uint64_t *first, uint64_t *end, uintptr_t pc);

/* The thread leaves the loop. */
void work_end(uintptr_t pc);

/* ordered: waits for the iterations before; and lets those after go on. */
void work_ordered_begin(uintptr_t pc);
void work_ordered_end(uintptr_t pc);

/* copyprivate: the one that has the data gives, the others wait for it. */
void work_give_copy(void *data, uintptr_t pc);
void *work_get_copy(uintptr_t pc);
