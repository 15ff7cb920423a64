/* driver.c - worker side of `hold`: keeps the lock, and runs pico with it. */
#include <sched.h>
#include <stdlib.h>
#include <time.h>

#include "calls.h"
#include "driver.h"
#include "gil.h"
#include "pico/pico.h"
#include "range.h"
#include "team.h"

static struct gil *gil;

/* Guarded by the learner's lock: the explorer sees if it is not. */
static unsigned inside, to_come;
static unsigned long entered;

static void run_new(const void *args)
{
    const struct new_args *a = args;
    gil = gil_new(a->interval);
    to_come = a->threads;
}

static void run_acquire(const void *args)
{
    (void)args;
    gil_acquire(gil);
}

static void run_release(const void *args)
{
    const struct truth_args *a = args;
    *a->truth = gil_release(gil);
}

static void run_wanted(const void *args)
{
    const struct truth_args *a = args;
    *a->truth = gil_wanted(gil);
}

static void run_yield(const void *args)
{
    (void)args;
    gil_yield(gil);
}

static size_t enter(void)
{
    entered++;
    return inside++ != 0;
}

static void run_turn(const void *args)
{
    const struct turn_args *a = args;
    size_t overlaps, kept = 0;
    gil_acquire(gil);
    overlaps = enter();
    for (unsigned i = 0; i < a->yields; i++) {
        while (to_come > 1 && !gil_wanted(gil))
            sched_yield();
        if (to_come <= 1)
            break;
        unsigned long before = entered;
        inside--;
        gil_yield(gil);
        kept += entered == before;
        overlaps += enter();
    }
    inside--;
    to_come--;
    *a->overlaps = overlaps;
    *a->kept = kept;
    gil_release(gil);
}

static void run_free(const void *args)
{
    (void)args;
    gil_free(gil);
    gil = NULL;
}

/* --- programs --------------------------------------------------------------
 */

static const char *nap(struct pico *p, const struct pico_value *arguments,
                       struct pico_value *result)
{
    const struct timespec length = {.tv_nsec = 100000};
    (void)arguments, (void)result;
    pico_drop(p);
    nanosleep(&length, NULL);
    pico_take(p);
    return NULL;
}

static const struct pico_native_entry natives[] = {{"nap", nap, 0}};

#define WITH(op, operand) PICO_WITH(PICO_##op, operand)
#define FUNCTION(name, code)          \
    {                                 \
        name, code, sizeof code, 2, 3 \
    }

/* for (i = 0; i < n; i++) list[0] = list[0] + 1; */
static const uint8_t count[] = {
    WITH(LOAD, 2), WITH(LOAD, 0), PICO_LESS,     WITH(UNLESS, 65),
    WITH(LOAD, 1), WITH(PUSH, 0), WITH(LOAD, 1), WITH(PUSH, 0),
    PICO_GET,      WITH(PUSH, 1), PICO_ADD,      PICO_SET,
    WITH(LOAD, 2), WITH(PUSH, 1), PICO_ADD,      WITH(STORE, 2),
    WITH(JUMP, 0), WITH(PUSH, 0), PICO_RETURN};

/* for (i = 0; i < n; i++) { nap(); list[0] = list[0] + 1; } */
static const uint8_t sleep_often[] = {
    WITH(LOAD, 2),   WITH(LOAD, 0),  PICO_LESS,     WITH(UNLESS, 71),
    WITH(NATIVE, 0), PICO_POP,       WITH(LOAD, 1), WITH(PUSH, 0),
    WITH(LOAD, 1),   WITH(PUSH, 0),  PICO_GET,      WITH(PUSH, 1),
    PICO_ADD,        PICO_SET,       WITH(LOAD, 2), WITH(PUSH, 1),
    PICO_ADD,        WITH(STORE, 2), WITH(JUMP, 0), WITH(PUSH, 0),
    PICO_RETURN};

static const struct pico_function functions[] = {
    [WORK_COUNT] = FUNCTION("count", count),
    [WORK_SLEEP] = FUNCTION("sleep_often", sleep_often)};
static const struct pico_program program = {functions, 2, natives, 1};

static void take(void *state)
{
    gil_acquire(state);
}

static void drop(void *state)
{
    gil_release(state);
}

static bool wanted(void *state)
{
    return gil_wanted(state);
}

static void yield(void *state)
{
    gil_yield(state);
}

struct crew {
    struct pico *p;
    struct pico_list *list;
    unsigned work;
    size_t n;
};

static void member(unsigned rank, unsigned threads, void *shared)
{
    const struct crew *c = shared;
    struct range part = range_part(c->n, threads, rank);
    struct pico_value result,
        arguments[2] = {{.integer = (int64_t)(part.end - part.first)},
                        {.list = c->list}};
    struct pico_error error;
    if (!pico_run(c->p, c->work, arguments, &result, &error))
        abort();
}

static void run_run(const void *args)
{
    const struct run_args *a = args;
    struct pico_error error;
    struct gil *own = gil_new(a->interval);
    struct pico_lock lock = {take, drop, wanted, yield, own};
    struct crew c = {
        .p = pico_new(&program, &lock, &error), .work = a->work, .n = a->n};
    if (c.p == NULL)
        abort();
    c.list = pico_list_new(c.p);
    pico_append(c.list, (struct pico_value){0});
    team_run(a->threads, member, &c);
    *a->total = pico_item(c.list, 0)->integer;
    pico_free(c.p, &error);
    gil_free(own);
}

DRIVER_OPS(run_new, run_acquire, run_release, run_wanted, run_yield, run_turn,
           run_free, run_run);
