/*
 * machine.h - threads, a lock and time, computed. Judge and worker have it
 * both: the worker runs it with the learner's policy and writes down every
 * answer; the judge runs it with these answers, and believes what it sees
 * itself.
 */
#ifndef CONVOY_MACHINE_H
#define CONVOY_MACHINE_H

#include <stddef.h>

#include "convoy.h"

struct machine_policy {
    /* Answers of convoy_next and convoy_patience. */
    uint64_t (*answer)(void *data, bool next, const struct convoy_view *view);
    void *data;
};

enum { MACHINE_WAITS = 65536 };

struct machine_result {
    const char *mistake; /* that the policy made, or NULL */
    uint64_t bad_answer;
    uint64_t work;                    /* time that the lock was worked under */
    uint64_t rounds[CONVOY_THREADS];  /* that are complete */
    uint64_t turns[CONVOY_THREADS];   /* times that it got the lock */
    uint64_t longest[CONVOY_THREADS]; /* wait, those at the end among them */
    uint32_t short_wait[MACHINE_WAITS];
    size_t nshort; /* waits for short turns, kept */
};

/* Runs for `length` microseconds. */
void machine_run(const struct convoy_load *load, uint64_t length,
                 struct machine_policy policy, struct machine_result *result);

#endif
