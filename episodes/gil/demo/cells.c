/*
 * cells.c - the same jobs done by one worker and by several, in nine ways.
 *
 *     cells WORKERS
 *
 * prints for each kind of work and of worker how many times as fast WORKERS
 * are as one: "cpu threads 0.97".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pico/pico.h"
#include "seconds.h"
#include "team.h"

/* Jobs, each of about 30 ms. */
enum { JOBS = 4, TURNS = 400000, ROUNDS = 15000000, NAP = 30000000 };
enum { SWITCH_INTERVAL = 5000 }; /* microseconds, as CPython has it */

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = NAP}, NULL);
}

static void crunch(void)
{
    volatile uint64_t sink;
    uint64_t x = 88172645463325252u;
    for (unsigned i = 0; i < ROUNDS; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    sink = x;
    (void)sink;
}

/* What the bytecode below does, in C. */
static void count(void)
{
    volatile uint64_t i = 0;
    while (i < TURNS)
        i = i + 1;
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
    crunch();
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

static const uint8_t call_nap[] = {WITH(NATIVE, 0), PICO_RETURN};
static const uint8_t call_crunch[] = {WITH(NATIVE, 1), PICO_RETURN};
static const uint8_t loop[] = {
    WITH(LOAD, 0), WITH(PUSH, TURNS), PICO_LESS,  WITH(UNLESS, 37),
    WITH(LOAD, 0), WITH(PUSH, 1),     PICO_ADD,   WITH(STORE, 0),
    WITH(JUMP, 0), WITH(PUSH, 0),     PICO_RETURN};

static const struct kind {
    const char *name;
    unsigned function;
    void (*plain)(void);
} kinds[] = {{"sleep", 0, nap}, {"cpu", 1, count}, {"native", 2, crunch}};

static const struct pico_function functions[] = {
    FUNCTION("call_nap", call_nap), FUNCTION("loop", loop),
    FUNCTION("call_crunch", call_crunch)};
static const struct pico_program program = {functions, 3, natives, 2};

/* What a worker does: its share of the jobs. */
struct work {
    const struct kind *kind;
    struct pico *p; /* NULL: in C, without an interpreter */
};

static void work(unsigned rank, unsigned threads, void *shared)
{
    const struct work *w = shared;
    struct pico_value result;
    struct pico_error error;
    for (unsigned i = rank; i < JOBS; i += threads)
        if (w->p == NULL)
            w->kind->plain();
        else if (!pico_run(w->p, w->kind->function, NULL, &result, &error)) {
            fprintf(stderr, "cells: %s\n", error.text);
            exit(1);
        }
}

static void in_interpreter(unsigned rank, unsigned workers, unsigned threads,
                           const struct kind *kind)
{
    struct pico_error error;
    struct pico_lock *lock = pico_lock_new(SWITCH_INTERVAL);
    struct work w = {kind, pico_new(&program, lock, &error)};
    if (w.p == NULL) {
        fprintf(stderr, "cells: %s\n", error.text);
        exit(1);
    }
    if (threads > 0)
        team_run(threads, work, &w);
    else
        work(rank, workers, &w);
    pico_free(w.p, &error);
    pico_lock_free(lock);
}

static void by_threads(unsigned workers, const struct kind *kind)
{
    in_interpreter(0, workers, workers, kind);
}

static void by_processes(unsigned workers, const struct kind *kind)
{
    for (unsigned i = 0; i < workers; i++)
        if (fork() == 0) {
            in_interpreter(i, workers, 0, kind);
            _exit(0);
        }
    while (wait(NULL) > 0)
        ;
}

static void by_native_threads(unsigned workers, const struct kind *kind)
{
    struct work w = {kind, NULL};
    team_run(workers, work, &w);
}

static const struct {
    const char *name;
    void (*run)(unsigned workers, const struct kind *kind);
} ways[] = {{"threads", by_threads},
            {"processes", by_processes},
            {"native-threads", by_native_threads}};

/* The least of three: others on the machine only make it longer. */
static double measure(size_t way, unsigned workers, const struct kind *kind)
{
    double least = 1e9;
    for (int i = 0; i < 3; i++) {
        double start = seconds(CLOCK_MONOTONIC);
        ways[way].run(workers, kind);
        double took = seconds(CLOCK_MONOTONIC) - start;
        least = took < least ? took : least;
    }
    return least;
}

int main(int argc, char **argv)
{
    unsigned workers = argc == 2 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    if (workers < 1 || workers > JOBS) {
        fprintf(stderr, "usage: cells WORKERS (1 to %d)\n", JOBS);
        return 2;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
            double one = measure(w, 1, &kinds[k]);
            printf("%s %s %.2f\n", kinds[k].name, ways[w].name,
                   one / measure(w, workers, &kinds[k]));
            fflush(stdout);
        }
    return 0;
}
