/*
 * wire.h - what judge and worker agree on.
 *
 * The judge (trusted: suite, oracle, clock) and the worker (the learner's
 * code and the exercise's driver) are two processes.  They share two memory
 * arenas, mapped at the same addresses in both, so that a pointer into an
 * arena means the same on both sides:
 *
 *   IN    written by the judge; the worker can only map it read-only
 *   OUT   written by the worker; the judge copies it before it looks
 *
 * and one socket ("channel") for the worker's main thread and for each of
 * its puppet threads.  A call is one command down a channel and one reply
 * back.  The reply carries nothing but the sequence number of the command:
 * all results lie in OUT.
 *
 * The addresses are free in plain programs, under ThreadSanitizer (gcc and
 * clang), under AddressSanitizer and under Valgrind, which all keep large
 * parts of the address space to themselves.
 */
#ifndef PARCOURS_WIRE_H
#define PARCOURS_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "wire_text.h"

#define WIRE_IN_BASE 0x10000000ul
#define WIRE_IN_SIZE 0x1c000000ul /* 448 MiB */
#define WIRE_OUT_BASE 0x30000000ul
#define WIRE_OUT_SIZE 0x1c000000ul

enum { WIRE_PUPPETS_MAX = 16, WIRE_THREADS_MAX = 256 };

/* Descriptors of a worker; 0 to 2 are the standard ones. */
enum wire_fd {
    WIRE_FD_IN = 3,
    WIRE_FD_OUT = 4,
    WIRE_FD_LOG = 5,     /* reports of detectors, where a crash happened */
    WIRE_FD_CHANNEL = 6, /* main thread; puppet i has WIRE_FD_CHANNEL + i */
    WIRE_FD_END = WIRE_FD_CHANNEL + WIRE_PUPPETS_MAX + 1,
};

/* Operations below this are the driver's own. */
enum wire_op {
    WIRE_OP_QUIT = 1 << 30, /* join the puppets, return from main */
    WIRE_OP_PUPPETS,        /* args: uint32_t, how many puppets to have */

    /* Flavours "explore" and "virtual" only. To channel 0: */
    WIRE_OP_EXPLORE, /* args: struct wire_scenario */
    WIRE_OP_VIRTUAL, /* args: struct wire_timing */
    WIRE_OP_REPORT,  /* what the last call came to, to the log; CUDA as well */
    /* To WIRE_TALK: what the judge thinks of what it was to look at. */
    WIRE_OP_RIGHT,
    WIRE_OP_WRONG,

    /* Flavour "gpu" only. */
    WIRE_OP_START, /* wake the device up */
    WIRE_OP_COPY,  /* args: uint64_t, bytes to copy inside the device */
};

struct wire_command {
    uint64_t sequence;
    uint64_t op;
    const void *args; /* in IN; layout is the driver's affair */
};

/* Lines in the log of a worker on a GPU, with the reason, before it ends with
 * that status: there is no device; a call of the driver's has failed. Asked for
 * its report it writes WIRE_REPORT and the milliseconds of the latest call or
 * copy. */
#define WIRE_GPU_NONE "@gpu none "
#define WIRE_GPU_FAILED "@gpu failed "
enum { WIRE_GPU_STATUS = 124 };

struct wire_reply {
    uint64_t sequence; /* of the command that is answered */
};

/* The first page of IN: how the worker is to behave during calls. */
struct wire_settings {
    uint32_t measure;  /* keep the books of the work/span model */
    uint32_t spurious; /* every n-th condition wait returns at once; 0: none */
    uint32_t stir;     /* every n-th lock operation yields first; 0: none */
    /* flavours "cuda" and "tally": the order of blocks and threads, and the
     * CPU seconds of a call, to be named in messages */
    uint32_t schedule, seconds;
};

/* How long a thread was in calls that end after a time, in a measured call. */
struct wire_nap {
    int32_t tid; /* kernel thread id */
    double seconds;
};

/*
 * The first pages of OUT: the model's books, all times in seconds of CPU
 * time.  They are written by the learner's process, so the judge checks them
 * against what the kernel says of the same threads.
 */
struct wire_model {
    double span;        /* longest chain through create, join and barriers */
    double span_signal; /* the same, also through semaphores and conditions */
    double hold;        /* longest total time that one lock was held */
    uint64_t acquired;  /* times that this lock was taken */
    uint64_t lock;      /* its address; 0: no lock was held */
    uint64_t teams;     /* of OpenMP */
    uint64_t pieces;    /* chunks and tasks that went to whoever was free */
    uint32_t threads;   /* threads created during the call */
    uint32_t naps;
    struct wire_nap nap[WIRE_THREADS_MAX]; /* of those that took any */
};

/*
 * Scenarios, for the flavour "explore".
 *
 * While a scenario is explored, the worker asks the judge to look at OUT, by
 * an answer on the channel WIRE_TALK: after each schedule that ended by
 * itself, and before a schedule that begins with results of another one in
 * OUT. What it is to look at stands in the head of OUT. The judge checks the
 * results if there are any, fills OUT with new poison, and says what it
 * thinks. At the end the worker answers on channel 0. Asked for its report, it
 * writes WIRE_REPORT, with the number of the command that asks, and a JSON
 * object (that of explore_print_json) in a line to the log.
 */
#define WIRE_REPORT "@report %016llx "

enum { WIRE_TALK = 1, WIRE_ACTIONS_MAX = 256 };

/* Who does something: the main thread, before and after the others, or
 * thread 0 to WIRE_PUPPETS_MAX - 1. */
enum wire_actor { WIRE_BEFORE = -2, WIRE_AFTER = -1 };

struct wire_action {
    int64_t actor;
    uint64_t op;
    const void *args; /* in IN */
};

struct wire_scenario {
    uint64_t schedules, seed;
    double seconds;
    const char *file, *source; /* the learner's, in IN, to be quoted */
    const char *replay; /* in IN: the only schedule to run, NULL: search */
    uint64_t count;
    struct wire_action action[];
};

/* One operation in virtual time on so many cores. The report has the JSON
 * object of explore_print_timings_json. */
struct wire_timing {
    uint64_t cores;
    struct wire_action action;
};

/* The head of OUT: moments are counted from 1 on through the schedule. */
struct wire_history {
    uint64_t ended; /* 1: all actions are done, 0: OUT is to be filled anew */
    uint64_t moments;
    struct wire_span {
        uint32_t begin, end; /* 0: not yet */
    } action[WIRE_ACTIONS_MAX];
};

#define WIRE_HEAD 8192ul /* bytes at the start of each arena kept for these */

#define WIRE_SETTINGS ((volatile struct wire_settings *)WIRE_IN_BASE)
#define WIRE_MODEL ((struct wire_model *)WIRE_OUT_BASE)
#define WIRE_HISTORY ((struct wire_history *)WIRE_OUT_BASE)

_Static_assert(sizeof(struct wire_model) <= WIRE_HEAD, "model fits its pages");
_Static_assert(sizeof(struct wire_history) <= WIRE_HEAD, "history fits");
_Static_assert(WIRE_IN_BASE + WIRE_IN_SIZE <= WIRE_OUT_BASE, "no overlap");
_Static_assert(WIRE_OUT_BASE + WIRE_OUT_SIZE <= 0x58000000, "below Valgrind");

#endif
