/* driver.c - worker side of `semaphores`: plays scripts and keeps the log. */
#include <stdatomic.h>
#include <string.h>

#include "calls.h"
#include "driver.h"
#include "semaphores.h"

/* Relaxed, so that the log does not order what the learner's code does not. */
static _Atomic uint32_t events[EVENTS_MOST];
static _Atomic size_t count;
static _Thread_local unsigned self;

static void note(char letter, unsigned when, unsigned result)
{
    struct event e = {(uint8_t)letter, (uint8_t)self, (uint8_t)when,
                      (uint8_t)result};
    uint32_t word;
    memcpy(&word, &e, sizeof word);
    size_t i = atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
    if (i < EVENTS_MOST)
        atomic_store_explicit(&events[i], word, memory_order_relaxed);
}

void bond(enum atom atom)
{
    note(atom == HYDROGEN ? 'h' : 'o', INSIDE, 0);
    note(atom == HYDROGEN ? 'h' : 'o', OUTSIDE, 0);
}

void pot_take(void)
{
    note('m', INSIDE, 0);
    note('m', OUTSIDE, 0);
}

void pot_fill(void)
{
    note('c', INSIDE, 0);
    note('c', OUTSIDE, 0);
}

static unsigned call(char letter)
{
    switch (letter) {
    case 'b':
        barrier_wait();
        break;
    case 'r':
        room_enter_to_read();
        break;
    case 'R':
        room_leave_after_read();
        break;
    case 'w':
        room_enter_to_write();
        break;
    case 'W':
        room_leave_after_write();
        break;
    case 'h':
        water_hydrogen();
        break;
    case 'o':
        water_oxygen();
        break;
    case 's':
        return santa_sleep();
    case 'S':
        santa_done();
        break;
    case 'd':
        santa_reindeer();
        break;
    case 'e':
        santa_elf();
        break;
    case 'x':
        rope_take(EAST);
        break;
    case 'X':
        rope_leave(EAST);
        break;
    case 'y':
        rope_take(WEST);
        break;
    case 'Y':
        rope_leave(WEST);
        break;
    case 'm':
        savage_eat();
        break;
    case 'c':
        cook_serve();
        break;
    }
    return 0;
}

static void run_play(const void *args)
{
    const struct play_args *a = args;
    self = a->thread;
    for (const char *letter = a->script; *letter != '\0'; letter++) {
        note(*letter, BEGUN, 0);
        unsigned result = call(*letter);
        note(*letter, ENDED, result);
    }
}

static void run_open(const void *args)
{
    const struct open_args *a = args;
    switch (a->puzzle) {
    case BARRIER:
        barrier_open(a->first);
        break;
    case ROOM:
        room_open();
        break;
    case WATER:
        water_open();
        break;
    case SANTA:
        santa_open(a->first, a->second);
        break;
    case ROPE:
        rope_open(a->first);
        break;
    case SAVAGES:
        savages_open(a->first);
        break;
    case PUZZLES:
        break;
    }
}

static void run_log(const void *args)
{
    const struct log_args *a = args;
    size_t n = atomic_load_explicit(&count, memory_order_relaxed);
    *a->count = n;
    for (size_t i = 0; i < n && i < EVENTS_MOST; i++) {
        uint32_t word = atomic_load_explicit(&events[i], memory_order_relaxed);
        memcpy(&a->events[i], &word, sizeof word);
    }
}

DRIVER_OPS(run_open, run_play, run_log);
