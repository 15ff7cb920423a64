/*
 * CUDA threads, blocks of them, and the threads of the operating system that
 * run blocks.
 *
 * How it works. A worker, one for each core (one in all when races are looked
 * for), claims blocks and runs their threads on fibers: stacks between which
 * context_switch() changes. A fiber whose thread has ended takes the next
 * thread that has not begun, so that a kernel without barriers needs one fiber
 * and no switch. A thread that waits at a barrier switches straight to the next
 * one that can run. If all threads of a block wait for other blocks, the worker
 * opens one more.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../explore/context.h"
#include "include/parcours_device.h"
#include "shadow.h"

enum { WARP_SIZE = 32, BLOCK_THREADS = 1024, WORKER_BLOCKS = 64 };

#define FIBER_STACK ((size_t)64 << 10)

enum thread_state {
    THREAD_NEW,
    THREAD_READY,
    THREAD_AT_BARRIER,
    THREAD_IN_WARP,
    THREAD_DONE
};

struct triple {
    unsigned x, y, z;
};

struct fiber {
    struct context context;
    char *stack;
    struct fiber *next; /* of those without a thread */
};

struct known;

/* A plain load of what others change atomically: no mistake if the thread then
 * calls atomicCAS(), which finds out whether the value is still the same. */
struct guess {
    bool waits;
    uintptr_t address, pc;
    size_t size;
    struct shadow_race race;
};

struct thread {
    struct fiber *fiber;
    struct block *block;
    uint32_t index; /* in the block; its low five bits are the lane */
    enum thread_state state;
    struct triple at;
    int predicate;
    uint32_t held;  /* the block's epoch when it came to the barrier */
    bool returned;  /* early, by a return */
    uintptr_t site; /* of the barrier or warp operation it waits in, or of that
                       return */
    struct parcours_warp_call *call;
    unsigned call_result;
    /* Only when races are looked for: */
    uint32_t tick;       /* raised by each release */
    bool fenced;         /* a fence since the last atomic access */
    struct known *known; /* what it learnt through atomics; often NULL */
    struct guess guess;
    uint32_t meeting; /* when counting: operations of its warp so far */
};

struct queue {
    struct thread **thread; /* a ring of BLOCK_THREADS */
    unsigned first, count;
};

struct shared_variable {
    const void *identity;
    const char *name;
    uint32_t offset, size;
};

enum { SHARED_VARIABLES = 60 };

struct warp {
    uint32_t exists, done, waiting; /* lanes */
    uint32_t active_wait;           /* those of them in WARP_ACTIVE */
};

struct block {
    struct launch *launch;
    struct worker *worker;
    uint32_t number; /* linear, in the grid */
    struct triple at;
    unsigned size, live, waiting, idle;
    bool open;
    uint32_t epoch; /* barriers passed */
    enum parcours_barrier barrier;
    int barrier_result;
    struct queue ready, held;
    struct thread *thread; /* of BLOCK_THREADS */
    struct warp warp[BLOCK_THREADS / WARP_SIZE];
    uint32_t (*ticks)[WARP_SIZE]; /* [thread][lane]: ticks known */
    struct known *known;
    char *shared;
    uint32_t shared_used, shared_high, dynamic;
    int variables;
    struct shared_variable variable[SHARED_VARIABLES];
    uint64_t accesses; /* when counting: of its threads to global memory */
};

/* A store that races with another plain one of the same launch: no mistake if
 * both store the same value, as flags are set; known once it has been made. */
struct doubtful {
    bool waits;
    uintptr_t address, pc;
    size_t size;
    unsigned char before[16];
    struct shadow_race race;
};

struct worker {
    int number;
    struct thread *thread;
    struct block *block;
    struct launch *launch;
    struct context home;
    struct fiber *idle;
    int blocks; /* slots ever used */
    int most_blocks;
    unsigned open;
    struct block slot[WORKER_BLOCKS];
    uint64_t random;
    int budget;     /* accesses until the thread is interrupted */
    uint64_t ended; /* threads */
    struct doubtful doubtful;
};

struct launch {
    struct parcours_launch ask;
    void (*enter)(void *);
    void *arguments; /* of the kernel, `arguments_size` bytes */
    size_t arguments_size;
    uint64_t blocks;
    unsigned block_threads;
    int cooperative;
    uint32_t op; /* see order.h */
    uint64_t next_block;
    uint64_t multiply, add; /* the order of blocks, see block_claim() */
    uint32_t grid_arrived, grid_epoch;
    struct known *grid_known;
};

/* NULL on threads that run no kernel at the moment. */
extern __thread struct worker *worker;

/* Runs a launch on this worker until no block is left to claim. */
void worker_run(struct worker *me, struct launch *launch);

/* The present thread stays ready, and others go first. */
void thread_yield(void);

/* The present thread waits; its state says for what. */
void thread_wait(void);

/* Makes a waiting thread ready. */
void thread_ready(struct thread *thread);

/* Counts a thread out of its block; called when it has ended. */
void barrier_leave(struct thread *thread);
void warp_leave(struct thread *thread);

/* Lanes that wait in WARP_ACTIVE go on if no lane of their warp can run. */
void warp_settle(struct block *block, unsigned warp);

/* "thread (3,0,0) of block (1,0,0)" */
struct thread_name {
    char text[96];
};
struct thread_name thread_name(uint32_t block, uint32_t index,
                               const struct parcours_launch *launch);
