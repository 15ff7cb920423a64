/*
 * timing.c - the figures behind judge_virtual.
 *
 * The learner's code runs on more and more virtual cores, the serial baseline
 * on one. Nothing is measured, so one run of each is enough, and inputs are
 * the same in every check: the figures are, too.  As anybody may know these
 * inputs, and what comes of them, both run once more on others.
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../worker/wire.h"
#include "arena.h"
#include "form.h"
#include "judge.h"
#include "random.h"
#include "record.h"
#include "reported.h"
#include "session.h"
#include "timing.h"

static unsigned cores; /* that the next call runs on */
static json_t *timing; /* of the last call */

void timing_call(unsigned op, const void *args)
{
    struct subject *s = session_worker();
    struct wire_timing *wanted = judge_in(sizeof *wanted);
    *wanted = (struct wire_timing){cores, {0, op, args}};
    json_decref(timing);
    timing = NULL; /* there may be no report to come */
    arena_poison();
    subject_send(s, 0, WIRE_OP_VIRTUAL, wanted);
    if (!subject_wait(s, 0))
        session_trouble(s);
    timing = reported(s, form_is_timing);
}

/* Why the last call could not be timed, or NULL. */
static const char *not_timed(void)
{
    return json_string_value(json_object_get(timing, "not_timed"));
}

struct job {
    void (*round)(void *data, unsigned threads);
    void *data;
    unsigned threads;
};

static void run_round(void *data)
{
    const struct job *job = data;
    job->round(job->data, job->threads);
}

/* One call on so many cores, with inputs from that seed. Nothing is wrong with
 * the results of a run that the explorer could not bring to its end: there are
 * none. Taken over by the caller; JSON's null: not timed. */
static json_t *run(enum session_program program, unsigned n, uint64_t seed,
                   void (*round)(void *, unsigned), void *data)
{
    struct job job = {round, data, n};
    struct session_failure failure;
    session_use(program);
    cores = n;
    random_seed(seed);
    if (!session_try(run_round, &job, &failure) && not_timed() == NULL)
        judge_fail(failure.cause, "%s", failure.message);
    judge_forget();
    json_t *runs = json_object_get(timing, "timings");
    return not_timed() != NULL ? json_null()
                               : json_incref(json_array_get(runs, 0));
}

/* Of the curve's numbers of cores from `least` to `most`, the one with the
 * shortest time. */
static unsigned best_cores(const json_t *curve, unsigned least, unsigned most)
{
    unsigned best = least;
    double shortest = INFINITY;
    const json_t *run;
    size_t i;
    json_array_foreach(curve, i, run)
    {
        unsigned n =
            (unsigned)json_integer_value(json_object_get(run, "cores"));
        double time = json_number_value(json_object_get(run, "time"));
        if (n < least || n > most || time >= shortest)
            continue;
        best = n;
        shortest = time;
    }
    return best;
}

void judge_virtual(const char *what,
                   void (*round)(void *data, unsigned threads), void *data)
{
    const uint64_t same = 1, other = session_options()->seed;
    const unsigned most = 64;
    unsigned wanted = session_options()->threads;
    if (session_options()->program[SESSION_SERIAL] == NULL)
        return;
    json_t *serial = run(SESSION_SERIAL, 1, same, round, data);
    json_t *curve = json_array();
    json_t *detail = json_null(), *other_serial = json_null(),
           *other_detail = json_null();
    for (unsigned n = 1; n <= most && not_timed() == NULL; n *= 2)
        json_array_append_new(curve,
                              run(SESSION_LEARNER, n, same, round, data));
    wanted = best_cores(curve, wanted, session_options()->most);
    if (not_timed() == NULL)
        detail = run(SESSION_LEARNER, wanted, same, round, data);
    if (not_timed() == NULL)
        other_serial = run(SESSION_SERIAL, 1, other, round, data);
    if (not_timed() == NULL)
        other_detail = run(SESSION_LEARNER, wanted, other, round, data);
    record_write(json_pack("{ss, ss, so, so, so, s{so, so}, ss}", "record",
                           "virtual", "what", what, "serial", serial, "curve",
                           curve, "detail", detail, "other", "serial",
                           other_serial, "detail", other_detail, "not_timed",
                           not_timed() == NULL ? "" : not_timed()));
}

double judge_time_bytes(unsigned n, unsigned op, const void *args, size_t size)
{
    cores = n;
    judge_call_bytes(op, args, size);
    const json_t *runs = json_object_get(timing, "timings");
    if (not_timed() != NULL)
        judge_fail(CAUSE_PROTOCOL, "no time could be computed: %s",
                   not_timed());
    return json_number_value(json_object_get(json_array_get(runs, 0), "time"));
}

void judge_predicted(const char *name, double said, double is, unsigned commit)
{
    record_write(json_pack("{ss, ss, sf, sf, si}", "record", "predict", "what",
                           name, "said", said, "is", is, "commit",
                           (int)commit));
}
