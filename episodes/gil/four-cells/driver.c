/*
 * driver.c - worker side of `four-cells`: hands the prediction over, and does
 * the jobs. A process is a thread with an interpreter of its own here: what it
 * costs to start one is not asked.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "calls.h"
#include "cells.h"
#include "driver.h"
#include "pico/pico.h"
#include "team.h"

DRIVER_TEXT(run_text, cells_prediction);

/* --- the jobs: so many turns take so long ----------------------------------
 */

enum { TURNS_CPU = 690, TURNS_SHARE = 276, TURNS_LITTLE = 4 };
enum { NAP = 99000, CRUNCH = 117600, INTERVAL = 5000 };

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = NAP}, NULL);
}

static void crunch(unsigned rounds)
{
    uint64_t x = 88172645463325252u;
    for (unsigned i = 0; i < rounds; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    *(volatile uint64_t *)&x = x;
}

static const char *native_nap(struct pico *p,
                              const struct pico_value *arguments,
                              struct pico_value *result)
{
    (void)arguments, (void)result;
    pico_drop(p);
    nap();
    pico_take(p);
    return NULL;
}

static const char *native_crunch(struct pico *p,
                                 const struct pico_value *arguments,
                                 struct pico_value *result)
{
    (void)arguments, (void)result;
    pico_drop(p);
    crunch(CRUNCH);
    pico_take(p);
    return NULL;
}

static const struct pico_native_entry natives[] = {
    {"nap", native_nap, 0}, {"crunch", native_crunch, 0}};

#define WITH(op, operand) PICO_WITH(PICO_##op, operand)
#define FUNCTION(name, code)          \
    {                                 \
        name, code, sizeof code, 0, 1 \
    }
/* Counts up to `turns`; the code that follows begins at 37. */
#define COUNT(turns)                                               \
    WITH(LOAD, 0), WITH(PUSH, turns), PICO_LESS, WITH(UNLESS, 37), \
        WITH(LOAD, 0), WITH(PUSH, 1), PICO_ADD, WITH(STORE, 0), WITH(JUMP, 0)

static const uint8_t sleeps[] = {COUNT(TURNS_LITTLE), WITH(NATIVE, 0),
                                 PICO_RETURN};
static const uint8_t counts[] = {COUNT(TURNS_CPU), WITH(PUSH, 0), PICO_RETURN};
static const uint8_t shares[] = {COUNT(TURNS_SHARE), WITH(NATIVE, 1),
                                 PICO_RETURN};

static const struct pico_function functions[JOB_KINDS] = {
    [SLEEP] = FUNCTION("sleeps", sleeps),
    [CPU] = FUNCTION("counts", counts),
    [NATIVE] = FUNCTION("shares", shares)};
static const struct pico_program program = {functions, JOB_KINDS, natives, 2};

/* The same without an interpreter: as long as the bytecode takes. */
static void do_in_c(enum job job)
{
    if (job == SLEEP)
        nap();
    else
        crunch(CRUNCH * 10 / 6);
}

/* --- the workers -----------------------------------------------------------
 */

struct place {
    struct pico *p;
    struct pico_lock *lock;
};

static struct place open_place(void)
{
    struct pico_error error;
    struct place place = {.lock = pico_lock_new(INTERVAL)};
    place.p = pico_new(&program, place.lock, &error);
    if (place.p == NULL)
        abort();
    return place;
}

static void close_place(struct place place)
{
    struct pico_error error;
    pico_free(place.p, &error);
    pico_lock_free(place.lock);
}

struct crew {
    const struct work_args *a;
    struct place place; /* of all threads */
    atomic_size_t done;
};

static void member(unsigned rank, unsigned threads, void *shared)
{
    struct crew *c = shared;
    struct place own = c->place;
    struct pico_value result;
    struct pico_error error;
    size_t done = 0;
    if (c->a->way == PROCESSES)
        own = open_place();
    for (size_t i = rank; i < JOBS; i += threads, done++)
        if (c->a->way == NATIVES)
            do_in_c(c->a->job);
        else if (!pico_run(own.p, c->a->job, NULL, &result, &error))
            abort();
    if (c->a->way == PROCESSES)
        close_place(own);
    atomic_fetch_add(&c->done, done);
}

static void run_work(const void *args)
{
    const struct work_args *a = args;
    struct crew c = {.a = a, .place = open_place()};
    team_run(a->workers, member, &c);
    close_place(c.place);
    *a->done = atomic_load(&c.done);
}

DRIVER_OPS(run_text, run_work);
