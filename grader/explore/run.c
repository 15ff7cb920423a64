#define _GNU_SOURCE
#include "run.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cache.h"
#include "calls.h"
#include "cores.h"
#include "heap.h"
#include "holds.h"
#include "keys.h"
#include "object.h"
#include "omp_team.h"
#include "region.h"
#include "shadow.h"
#include "snapshot.h"
#include "stack.h"
#include "state.h"
#include "strand.h"
#include "thread.h"
#include "tls.h"
#include "trace.h"
#include "vtime.h"

#define STEPS_AFTER_FINDING 50000 /* of a run that is long anyway */

struct run {
    const struct run_program *program;
    const struct run_options *options;
    struct run_result *result;
    struct context explorer;
    uint64_t number; /* of runs so far */
    bool ended;      /* by itself, not by a finding */
};

EXPLORE_STATE bool run_active;
EXPLORE_STATE static struct run run;

void run_prepare(void)
{
    tls_prepare();
    snapshot_take();
}

void run_restore(void)
{
    snapshot_restore();
}

const struct run_options *run_options(void)
{
    return run.options;
}

uint64_t run_progress(void)
{
    return run.number << 40 | (run.result->log.steps + cores_steps());
}

double run_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void run_look(void)
{
    struct run_result *result = run.result;
    if (result->count) {
        uint32_t last = result->findings[result->count - 1].step;
        if (result->log.steps - last > STEPS_AFTER_FINDING)
            scheduler_stop();
    } else if (run.options->deadline > 0 &&
               run_clock() > run.options->deadline) {
        result->cut = true;
        scheduler_stop();
    }
}

static void *run_body(void *unused)
{
    (void)unused;
    run.program->body(run.program->argument);
    run_end();
}

/* Every noun forgets the run before. */
static void run_reset(void)
{
    region_reset();
    snapshot_restore();
    stack_reset();
    thread_reset();
    team_reset();
    strand_reset();
    object_reset();
    shadow_reset();
    heap_reset();
    keys_reset();
    vtime_reset();
    cache_reset();
    holds_reset();
    cores_begin(run.options->cores, run.options->steps);
    calls_random_reset();
    calls_static_reset();
    calls_process_reset();
}

static void run_reset_result(struct run_result *result)
{
    result->count = 0;
    result->refused = false;
    result->cut = false;
    result->refusal_pc = 0;
    schedule_restart(&result->schedule);
    result->log = (struct scheduler_log){
        .schedule = &result->schedule,
        .stretches = run.options->stretches,
    };
    if (run.options->trace)
        run.options->trace->count = 0;
}

/* A program that ended well may still have a wrong result. */
static void run_judge(void)
{
    struct finding finding = {.kind = EXPLORE_WRONG};
    if (!run.ended || !run.program->invariant ||
        run.program->invariant(run.program->argument))
        return;
    snprintf(finding.text, sizeof finding.text,
             "The run ended by itself, and its result is wrong.\n");
    run_find(&finding);
}

void run_once(const struct run_program *program, struct strategy *strategy,
              const struct run_options *options, struct run_result *result)
{
    run.program = program;
    run.options = options;
    run.result = result;
    run.ended = false;
    run.number++;
    run_reset_result(result);
    run_reset();
    scheduler_begin(strategy, (uint32_t)options->steps, &result->log);
    struct thread *first = thread_new(NULL, run_body, NULL, 0);
    run_active = true;
    scheduler_start(&run.explorer, first);
    run_active = false;
    run_judge();
    result->schedule.steps = result->log.steps;
}

static bool run_knows(const struct finding *finding)
{
    for (size_t i = 0; i < run.result->count; i++)
        if (finding_same(&run.result->findings[i], finding))
            return true;
    return run.result->count + (finding->kind == EXPLORE_RACE) >=
           RUN_MAX_FINDINGS;
}

/* Where on the present stack it went wrong; 0: threads wait, each on its own.
 */
static uintptr_t run_place(const struct finding *finding)
{
    bool waits = finding->kind == EXPLORE_DEADLOCK ||
                 finding->kind == EXPLORE_LOST_WAKEUP;
    return waits ? 0 : finding->side[0].pc;
}

struct finding *run_find(const struct finding *finding)
{
    if (run_knows(finding))
        return NULL;
    struct finding *record = &run.result->findings[run.result->count++];
    *record = *finding;
    record->step = run.result->log.steps;
    if (run.options->trace &&
        (!run.options->mark || finding_same(run.options->mark, finding))) {
        trace_fatal(record->side[0].pc ? (int)record->side[0].thread
                                       : TRACE_ANY_THREAD);
        explore_fatal_step(run_place(record));
    }
    return record;
}

_Noreturn void run_fail(const struct finding *finding)
{
    struct finding known = *finding;
    if (known.kind != EXPLORE_DEADLOCK && known.kind != EXPLORE_LOST_WAKEUP)
        known.side[0].thread = scheduler_current()->id;
    run_find(&known);
    scheduler_stop();
}

_Noreturn void run_end(void)
{
    run.ended = true;
    scheduler_stop();
}

_Noreturn void run_refuse(uintptr_t pc, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(run.result->refusal, sizeof run.result->refusal, format, args);
    va_end(args);
    run.result->refused = true;
    run.result->refusal_pc = pc;
    scheduler_stop();
}
