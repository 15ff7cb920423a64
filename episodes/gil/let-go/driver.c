/* driver.c - worker side of `let-go`: an interpreter that has the natives. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "driver.h"
#include "natives.h"
#include "team.h"

/* --- a lock that notices what is done to it --------------------------------
 */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local unsigned holds;
static atomic_size_t misuse;

static void take(void *state)
{
    (void)state;
    if (holds++ > 0)
        atomic_fetch_add(&misuse, 1);
    else
        pthread_mutex_lock(&mutex);
}

static void drop(void *state)
{
    (void)state;
    if (holds == 0) {
        atomic_fetch_add(&misuse, 1);
        return;
    }
    if (--holds == 0)
        pthread_mutex_unlock(&mutex);
}

static bool wanted(void *state)
{
    (void)state;
    return false;
}

static const struct pico_lock lock = {take, drop, wanted, take, NULL};

/* --- the program -----------------------------------------------------------
 */

#define WITH(op, operand) PICO_WITH(PICO_##op, operand)
#define FUNCTION(name, code)          \
    {                                 \
        name, code, sizeof code, 2, 2 \
    }

static const struct pico_native_entry natives[] = {
    [NAP] = {"nap", native_nap, 2},
    [DIGEST] = {"digest", native_digest, 2},
    [MEDIAN] = {"median", native_median, 2},
    [MEND] = {"mend", native_mend, 2}};

#define CALL_NATIVE(n)                                             \
    {                                                              \
        WITH(LOAD, 0), WITH(LOAD, 1), WITH(NATIVE, n), PICO_RETURN \
    }
static const uint8_t nap[] = CALL_NATIVE(NAP);
static const uint8_t digest[] = CALL_NATIVE(DIGEST);
static const uint8_t median[] = CALL_NATIVE(MEDIAN);
static const uint8_t mend[] = CALL_NATIVE(MEND);
static const uint8_t append[] = {WITH(LOAD, 0), WITH(LOAD, 1), PICO_APPEND,
                                 WITH(PUSH, 0), PICO_RETURN};

static const uint8_t sum[] = {WITH(LOAD, 0), WITH(PUSH, 0), PICO_GET,
                              WITH(LOAD, 0), WITH(PUSH, 1), PICO_GET,
                              PICO_ADD,      PICO_RETURN};

static const struct pico_function functions[FUNCTIONS] = {
    [NAP] = FUNCTION("nap", nap),
    [DIGEST] = FUNCTION("digest", digest),
    [MEDIAN] = FUNCTION("median", median),
    [MEND] = FUNCTION("mend", mend),
    [APPEND] = FUNCTION("append", append),
    [SUM] = FUNCTION("sum", sum)};
static const struct pico_program program = {functions, FUNCTIONS, natives, 4};

static struct pico *p;
static struct pico_list *list;

static void start(void)
{
    struct pico_error error;
    p = pico_new(&program, &lock, &error);
    if (p == NULL)
        abort();
    list = pico_list_new(p);
    atomic_store(&misuse, 0);
}

static void run_new(const void *args)
{
    const struct new_args *a = args;
    start();
    for (size_t i = 0; i < a->n; i++)
        pico_append(list, (struct pico_value){.integer = a->items[i]});
}

static void run(enum function function, const struct run_args *a)
{
    bool has_list = function >= MEND;
    struct pico_value arguments[2] = {{has_list ? list : NULL, a->x},
                                      {NULL, a->y}};
    struct pico_value result = {0};
    struct pico_error error = {""};
    *a->failed = !pico_run(p, function, arguments, &result, &error);
    *a->result = result.integer;
    memcpy(a->error, error.text, sizeof error.text);
}

static void run_nap(const void *args)
{
    run(NAP, args);
}

static void run_digest(const void *args)
{
    run(DIGEST, args);
}

static void run_median(const void *args)
{
    run(MEDIAN, args);
}

static void run_mend(const void *args)
{
    run(MEND, args);
}

static void run_append(const void *args)
{
    run(APPEND, args);
}

static void run_sum(const void *args)
{
    run(SUM, args);
}

static void run_list(const void *args)
{
    const struct list_args *a = args;
    *a->n = pico_length(list);
    for (size_t i = 0; i < a->most && i < *a->n; i++)
        a->items[i] = pico_item(list, i)->integer;
    *a->misuse = atomic_load(&misuse);
}

/* --- a team ----------------------------------------------------------------
 */

struct crew {
    const struct team_args *a;
    atomic_int_least64_t sum;
};

static void member(unsigned rank, unsigned threads, void *shared)
{
    struct crew *c = shared;
    int64_t sum = 0;
    for (size_t i = rank; i < c->a->n; i += threads) {
        bool mends = c->a->function == MEND;
        struct pico_value arguments[2] = {
            {mends ? list : NULL, c->a->first + (int64_t)i}, {NULL, c->a->y}};
        struct pico_value result = {0};
        struct pico_error error;
        if (!pico_run(p, c->a->function, arguments, &result, &error))
            abort();
        sum = (int64_t)((uint64_t)sum + (uint64_t)result.integer);
    }
    atomic_fetch_add(&c->sum, sum);
}

static void run_team(const void *args)
{
    const struct team_args *a = args;
    struct pico_error error;
    struct crew c = {.a = a};
    start();
    team_run(a->threads, member, &c);
    *a->sum = atomic_load(&c.sum);
    *a->misuse = atomic_load(&misuse);
    pico_free(p, &error);
}

DRIVER_OPS(run_new, run_nap, run_digest, run_median, run_mend, run_append,
           run_sum, run_list, run_team);
