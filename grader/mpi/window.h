/*
 * window.h - windows for one-sided communication: epochs and conflicts.
 *
 * An access needs an epoch: a fence before it, a lock of its target, or a
 * start with its target in the group. Two accesses to the same bytes, of which
 * one writes, conflict unless one is complete and the other rank knows of it
 * (clock.h), both are accumulates with one operator, or a lock keeps them
 * apart. All functions are called with the board not locked.
 */
#ifndef PARCOURS_MPI_WINDOW_H
#define PARCOURS_MPI_WINDOW_H

#include "comm.h"
#include "layer.h"

struct window {
    MPI_Win handle;
    bool used;
    bool local; /* its memory is known: the program's accesses are seen */
    uint64_t id;
    struct comm *comm;
    char *base;
    int64_t size;
    int unit;
    int64_t sizes[BOARD_RANKS]; /* of each rank of comm, -1: not known */
    int units[BOARD_RANKS];
    bool fenced;      /* a fence has opened an epoch */
    int64_t in_fence; /* accesses since */
    bool fence_open;  /* the latest one has not said that nothing follows */
    bool first_fence; /* ... which had none before it, so it can only open */
    bool locked_in;   /* accesses under a lock since that one */
    bool locked[BOARD_RANKS], exclusive[BOARD_RANKS], all_locked;
    bool starts, exposes;      /* between start and complete, post and wait */
    rank_set started, exposed; /* ranks of comm: their groups, can be empty */
    uint64_t place;
    const char *call;
};

/* What a call wants of a window. */
struct access {
    struct window *window;
    const char *call;
    int target; /* rank of the window's communicator */
    MPI_Aint place;
    int count;
    MPI_Datatype type;
    bool writes;
    const void *request; /* complete at the target with this one, or NULL */
    int operator;        /* of an accumulate, else 0 */
    bool fetches;        /* ... which gives back what was there */
};

extern volatile int window_count; /* live windows with memory of ours */

void window_add(MPI_Win handle, struct comm *comm, void *base, int64_t size,
                int unit, bool local);
/* One of a communicator that the layer does not follow. */
void window_add_other(MPI_Win handle);
/* Ends the run when the handle is no window. Without comm: not followed. */
struct window *window_of(MPI_Win handle);
/* Ends the run when an epoch is open. */
void window_remove(struct window *window);

/* Checks arguments and epoch, enters the access. */
void window_touch(const struct access *access);
enum { WINDOW_ALL = -1000 }; /* a target: all of them */

void window_fence(struct window *window, int assertion);
void window_lock(struct window *window, int target, bool exclusive);
/* Ends the run unless the lock is held. */
void window_check_lock(const struct window *window, int target);
void window_unlock(struct window *window, int target);
void window_flush(struct window *window, int target);
void window_flush_local(struct window *window, int target);
void window_start(struct window *window, MPI_Group group);
void window_finish(struct window *window); /* MPI_Win_complete */
void window_post(struct window *window, MPI_Group group);
void window_wait(struct window *window);

/* Ranks that the item waits for now: who holds the lock, or has not opened or
 * ended its epoch. None: the item is there. */
rank_set window_missing(const struct item *item);
/* An access of the program's own code, perhaps to a window's memory. */
void window_access(const void *address, int64_t size, bool writes, void *from);
/* The program frees memory: no window may lie there. */
void window_freed(const void *memory, int64_t size, void *from);
void window_report_leaks(void);

#endif
