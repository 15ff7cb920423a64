/* calls.h - the calls between judge and worker for this exercise. */
#ifndef SEMAPHORES_CALLS_H
#define SEMAPHORES_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_OPEN, OP_PLAY, OP_LOG };

enum puzzle { BARRIER, ROOM, WATER, SANTA, ROPE, SAVAGES, PUZZLES };

/* Opens one of the puzzles with the numbers that it takes. */
struct open_args {
    enum puzzle puzzle;
    unsigned first, second;
};

/* Calls one function after the other, as the letters of the script say:
 *
 *     b barrier_wait       r R w W  into and out of the room
 *     h o   atoms          s S d e  santa_sleep and santa_done, reindeer, elf
 *     m c   savage, cook   x X y Y  take and leave the rope, east and west
 */
struct play_args {
    const char *script; /* IN */
    unsigned thread;    /* its number in the log */
};

/* What happened, in the order in which it did. */
struct event {
    uint8_t letter, thread;
    uint8_t when;   /* one of the below */
    uint8_t result; /* of santa_sleep */
};

/* A call has begun, has ended; one of our functions was entered, was left:
 * bond ('h', 'o'), pot_take ('m'), pot_fill ('c'). */
enum { BEGUN, ENDED, INSIDE, OUTSIDE };

enum { EVENTS_MOST = 4096 };

struct log_args {
    struct event *events; /* OUT: EVENTS_MOST */
    size_t *count;        /* OUT: more than that if some were left out */
};

#endif
