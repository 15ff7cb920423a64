/*
 * One run: the explored code from its first to its last step, once.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding.h"
#include "schedule.h"
#include "scheduler.h"

struct strategy;
struct trace;

struct run_program {
    void (*body)(void *);
    void *argument;
    bool (*invariant)(void *); /* may be NULL */
};

struct run_options {
    uint64_t steps;              /* longest run */
    unsigned cores;              /* in virtual time on so many; 0: not */
    bool explain;                /* make the words of findings */
    struct trace *trace;         /* NULL, or where to note every step */
    struct stretches *stretches; /* NULL, or where to note who ran */
    const struct finding *mark;  /* finding whose step is fatal; NULL: any */
    double deadline; /* of run_clock(): a long run is cut short, on a
                        busy machine no earlier than on a quiet one; 0: none */
};

#define RUN_MAX_FINDINGS 8 /* the last is not for races, which go on */
#define REFUSAL_TEXT 300

struct run_result {
    struct finding findings[RUN_MAX_FINDINGS];
    size_t count;
    struct scheduler_log log;
    struct schedule schedule;
    bool cut;     /* at the deadline, before its end */
    bool refused; /* the runtime cannot judge this code */
    char refusal[REFUSAL_TEXT];
    uintptr_t refusal_pc; /* 0 if no place */
};

/* Remembers the present state: every run starts from it. */
void run_prepare(void);

/* Brings that state back, after the last run. */
void run_restore(void);

/* Runs the program once. `result` must be zeroed or used by run_once before. */
void run_once(const struct run_program *program, struct strategy *strategy,
              const struct run_options *options, struct run_result *result);

/* True while explored code runs, that is, while calls have to be explored. */
extern bool run_active;

/* Changes whenever the explored code makes a step; for fault.h. */
uint64_t run_progress(void);

/* Seconds of CPU time: a search is not shorter on a busy machine. */
double run_clock(void);

/*
 * Ends the run if it has gone on for long enough: after the deadline, or some
 * time after its last finding.
 */
void run_look(void);

/* The present run; valid while run_active. */
const struct run_options *run_options(void);

/*
 * Records a finding of the present run; `step` is filled in. Returns the
 * record, or NULL if it is known or there are too many.
 */
struct finding *run_find(const struct finding *finding);

/* The same for a finding that ends the run. */
_Noreturn void run_fail(const struct finding *finding);

/* Ends the run: it came to its natural end. */
_Noreturn void run_end(void);

/* Ends the run: it cannot be judged. `pc` may be 0. */
_Noreturn void run_refuse(uintptr_t pc, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
