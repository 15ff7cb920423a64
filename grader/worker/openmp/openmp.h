/*
 * openmp.h - the books of the work/span model for OpenMP (model.h is for
 * pthreads).
 *
 * How it works.  Calls of libgomp go through libgomp/wrap.c, those of libomp
 * through libomp/wrap.c (the wrap.ld beside it lists them).  The
 * members of a team start at the clock of the thread that made the team, meet
 * at its barriers, and the team ends at the latest of their clocks.
 *
 * Who got which chunk of a dynamic loop, or who ran a task, was an accident of
 * this run, and most of all on a machine with fewer cores than threads.  So
 * chunks are dealt out once more in the books: each goes to the member who is
 * free first, as if every thread had a core.  A task starts where it was
 * created and where the tasks it depends on have ended; it takes no time of the
 * thread that ran it.
 *
 * All hooks do nothing for a thread that is in no team of a measured call.
 */
#ifndef PARCOURS_OPENMP_H
#define PARCOURS_OPENMP_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model.h"
#include "model_parts.h"

enum { OPENMP_MEMBERS = 64, OPENMP_LOOPS = 4, OPENMP_GENERATIONS = 2 };

/* The latest of clocks that several threads report. */
struct meet {
    _Atomic double span, signal;
};
void meet_report(struct meet *meet, const struct clock *clock);
void meet_join(struct clock *clock, const struct meet *meet);

/* A loop whose chunks are dealt out; guarded by the team's lock. */
struct loop {
    unsigned number; /* of the loop among those of its team, from 1 on */
    double free[OPENMP_MEMBERS]; /* when each member has no chunk any more */
};

struct team {
    struct clock fork;
    unsigned size;
    bool dealing; /* the body is a dynamic loop, begun before the members */
    void (*body)(void *);
    void *data;
    struct meet latest; /* of chunks, tasks and members that have ended */
    atomic_flag lock;   /* guards what follows; held for a few instructions */
    unsigned arrivals, left;
    struct clock barrier[OPENMP_GENERATIONS];
    struct loop loops[OPENMP_LOOPS];
};

struct task;
struct group;

/* What the books know of the calling thread. */
struct member {
    struct team *team; /* NULL: in none */
    unsigned rank;
    struct clock base; /* at the last place where all members met */

    unsigned loops;    /* dynamic loops that it has begun */
    struct loop *loop; /* the one it is in, NULL: none */
    struct clock from; /* when the chunks began that are not dealt out yet */
    bool has_chunk;    /* and is at work on one that it was given there */
    unsigned calls, stride;

    struct task *task;   /* whose code it runs */
    struct group *group; /* innermost */
};
extern _Thread_local struct member member;

/* True if there are books to keep for the calling thread. */
bool team_counts(void);

/* A team around `begin` and `end`, on the thread that makes it; `team_body` is
 * what the members run, with the team as argument. */
void team_begin(struct team *team, void (*body)(void *), void *data,
                bool dealing);
void team_body(void *team);
void team_end(struct team *team);

/* Ends the threads that the runtime keeps for the next team. */
void team_dismiss(void);

/* Before and after a barrier of the whole team. */
void team_arrive(void);
void team_leave(void);

/* Between the two: the others wait for what the caller does before this. */
void team_report(void);

void team_lock(struct team *team);
void team_unlock(struct team *team);

/* A dynamic loop: begun by every member, with a first chunk or without, asked
 * for the next chunk, left. */
void loop_enter(bool has_chunk);
void loop_chunk(void);
void loop_leave(void);

/* Tasks. `task_new` makes the record of a task that is about to be created:
 * `task_run` is then its function, with a pointer to the record as its data. */
struct task *task_new(void (*fn)(void *), void *data,
                      void (*copy)(void *, void *), long size, long align,
                      bool final, void **depend);
void task_run(void *record);

/* After the creation; `at_once`: its end was waited for. */
void task_created(struct task *task, bool at_once);

/* True if the thread runs a final task, whose tasks are run at once. */
bool task_is_final(void);

/* What a member runs outside of explicit tasks. */
struct task *task_implicit(void);
void task_release(struct task *task);

/* Before the first team of several: what addresses were written before it is
 * over. */
void task_forget(void);

/* After waits for the children of the current task, and for a group. */
void task_waited(void);
void task_group_begin(void);
void task_group_end(void);

#endif
