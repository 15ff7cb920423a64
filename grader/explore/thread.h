/*
 * Logical threads: the threads of the explored program.
 *
 * All run on one thread of the operating system, each on its own stack. Number
 * 0 is the one that runs main(); the others count up in order of creation. A
 * struct lives for the whole schedule, also after its thread has ended.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "context.h"

#define MAX_THREADS 1000
#define NO_DEADLINE UINT64_MAX

enum thread_state { THREAD_READY, THREAD_ASLEEP, THREAD_WAITING, THREAD_ENDED };

enum wait_reason {
    WAIT_MUTEX,
    WAIT_COND,
    WAIT_READ_LOCK,
    WAIT_WRITE_LOCK,
    WAIT_BARRIER,
    WAIT_SEMAPHORE,
    WAIT_ONCE,
    WAIT_JOIN,
    WAIT_OTHER
};

enum wake { WAKE_READY, WAKE_TIMEOUT, WAKE_SPURIOUS };

/* What a waiting thread waits for; stands on the stack of the waiter. */
struct wait {
    enum wait_reason reason;
    void *subject; /* struct thread for WAIT_JOIN; any for WAIT_OTHER; else
                      the locking struct */
    bool (*over)(const struct wait *wait); /* can the thread go on? */
    uintptr_t pc;
    uint64_t deadline; /* virtual nanoseconds, or NO_DEADLINE */
    uint64_t ticket;   /* for the subject's own use, e.g. order of arrival */
    bool signalled;    /* likewise */
    bool may_be_spurious;
    enum wake wake;    /* why it went on */
    const char *words; /* for WAIT_OTHER: "at a barrier of its team" */
    bool spins;        /* keeps its core in virtual time, see cores.h */
};

struct thread {
    unsigned id;
    enum thread_state state;
    struct context context;
    struct stack *stack;
    struct tls *tls;
    struct strand *strand; /* happens-before identity; see strand.h */
    struct wait *wait;     /* while THREAD_WAITING */
    uint64_t wake_time;    /* while THREAD_ASLEEP, virtual nanoseconds */
    uintptr_t pc;          /* of the last call into the runtime */
    int saved_errno;
    void *(*start)(void *);
    void *argument;
    void *result;
    void *cleanup; /* last pthread_cleanup_push(), see calls_pthread.c */
    void **keys;   /* values of thread-specific keys, see keys.h */
    bool detached;
    bool joined;
    bool private_tls; /* its accesses to its own ones cannot race */
    void *front_end;  /* what the front end knows of it, or NULL */
    uintptr_t created_at;
    uint64_t clock;     /* in virtual time, see cores.h */
    unsigned core;      /* likewise */
    unsigned last_core; /* likewise */
    bool woken;         /* likewise: has been, but does not run yet */
    uintptr_t written;  /* address of a write not settled yet, see trace.h */
    size_t written_size;
    size_t written_event;
};

/* Forgets all threads; called at the start of a schedule. */
void thread_reset(void);

/* Makes a ready thread; NULL if there are too many. `parent` may be NULL. */
struct thread *thread_new(struct thread *parent, void *(*start)(void *),
                          void *argument, uintptr_t pc);

/* Number of threads made in this schedule, and each of them by number. */
unsigned thread_count(void);
struct thread *thread_at(unsigned id);

/* Leaves `from` for `to`; returns when somebody switches back to `from`. */
void thread_switch(struct thread *from, struct thread *to);

/* Ends the calling thread with a result. Runs key destructors first. */
_Noreturn void thread_exit(struct thread *self, void *result);

/* Waits for `thread` to end and learns what it did. */
void thread_join(struct thread *self, struct thread *thread, uintptr_t pc);
/* The same with a deadline; false if it passed. */
bool thread_timed_join(struct thread *self, struct thread *thread,
                       uint64_t deadline, uintptr_t pc);
