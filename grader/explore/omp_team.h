/*
 * OpenMP: teams of threads, and what each thread is doing.
 *
 * How it works. The threads of a team are logical threads (thread.h) that the
 * thread which meets the parallel region recruits; between regions they are
 * parked, so that thread-local variables (threadprivate) last. A parallel
 * region orders its body after the fork and before the join and nothing else.
 *
 * Whatever the program leaves open is a choice of the schedule: the size of
 * teams, whether nested regions get threads, the kind of a loop with
 * schedule(runtime), which task is taken.
 *
 * The entry points that compilers call stand in calls_gomp*.c and
 * calls_kmpc*.c; these call the functions of omp_*.h.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "omp_task.h"
#include "vclock.h"

struct thread;
struct work;

/* One thread of a team, for the time of the parallel region. */
struct member {
    struct team *team;
    unsigned number;
    struct work *work; /* the last work-sharing construct it met, or NULL */
    uint64_t first;    /* iterations of the present chunk: first, end, */
    uint64_t end;
    uint64_t turn; /* chunks taken so far */
    bool has_chunk;
    struct work *around; /* doacross around that, or NULL; for clang */
    const void *loops;   /* likewise: its loops */
};

struct team {
    struct team *outer; /* NULL: of an initial thread */
    struct member *outer_member;
    unsigned size;
    unsigned level;  /* of nesting; 0 outside all parallel regions */
    unsigned active; /* of them with more than one thread */
    struct member *members;
    unsigned arrived; /* at the present round of the barrier */
    unsigned ended;   /* recruits that are done */
    uint64_t round;
    struct vclock barrier[2]; /* of even and odd rounds */
    struct vclock join;
    struct work *works; /* list of the constructs that were met */
    struct task_pool tasks;
    struct lanes *lanes; /* of a simd loop, or NULL */
};

/* Forgets the settings; called at the start of a schedule. */
void team_reset(void);

/* What the running thread is doing. */
struct task *team_task(void);
struct member *team_member(void);

/*
 * Runs body(data) on each thread of a team. `work` is a construct that the
 * region begins with, or NULL.
 */
void team_run(void (*body)(void *), void *data, unsigned wanted,
              struct work *work, uintptr_t pc);

/* A region of one thread, whose body is in the caller. */
void team_begin_alone(void);
void team_end_alone(void);

/* Waits for all threads and all tasks of the team. */
void team_barrier(uintptr_t pc);

/* Waits for something that has no object of its own. */
void team_wait(bool (*over)(const struct wait *), void *subject,
               uint64_t ticket, const char *words, uintptr_t pc);
