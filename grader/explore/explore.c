/*
 * How it works. The search goes through the schedules in this order: the
 * standard one; then, in turn, random walks and random priorities, three to
 * one; every distinct finding is kept with the first schedule that showed it.
 * When a small program still looks right after some random schedules, all
 * schedules with few preemptions are tried as well. After the search each
 * finding is minimised, replayed once more with everything noted down, and
 * turned into words.
 */
#define _GNU_SOURCE
#include "explore.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "calls.h"
#include "elf_file.h"
#include "evidence.h"
#include "fault.h"
#include "minimise.h"
#include "names.h"
#include "panic.h"
#include "run.h"
#include "shadow.h"
#include "state.h"
#include "strategy.h"
#include "trace.h"
#include "watch.h"

#define DEFAULT_SCHEDULES 10000
#define DEFAULT_STEPS 100000
#define DEFAULT_PREEMPTIONS 2
#define DEFAULT_AFTER_FIRST 500
#define PRIORITY_EVERY 4  /* schedules; the others are random walks */
#define SMALL_PROGRAM 400 /* steps; exhaustive search makes sense */
#define BOUNDED_SHARE 2   /* the exhaustive search gets 1/2 of the budget */
#define KEPT_FROM_RACES 3 /* findings; a program may race everywhere */
#define CLOCK_EVERY 16    /* schedules between two looks at the clock */
#define LONG_STEPS 5000   /* of a schedule after which to look in any case */
#define STEPS_PER_PATIENCE 25
#define MOST_PATIENCE 5000000
#define DOUBTED_STEPS 10000000 /* beyond, patience is long in any case */
#define FIRST_SHARE 3    /* the first schedule may take 3 times the budget */
#define AFTER_FINDING .3 /* of the budget: where long searches then end */

struct search {
    struct explore_options options;
    struct run_program program;
    struct run_options run_options;
    struct run_result result;
    struct explore_report *report;
    struct finding found[EXPLORE_MAX_FINDINGS];
    struct minimised schedules[EXPLORE_MAX_FINDINGS];
    double start;
    unsigned long last_news; /* number of the schedule */
    unsigned long news;
    bool refused;
    bool patient; /* it is known how patient to be with loops */
};

static double search_seconds(const struct search *search)
{
    return run_clock() - search->start;
}

static void search_defaults(struct explore_options *options)
{
    if (!options->schedules)
        options->schedules = DEFAULT_SCHEDULES;
    if (!options->steps)
        options->steps = DEFAULT_STEPS;
    if (!options->preemptions)
        options->preemptions = DEFAULT_PREEMPTIONS;
    if (!options->after_first)
        options->after_first = DEFAULT_AFTER_FIRST;
}

/* In a program that may be long, a thread may compute for long. */
static uint32_t search_patience(uint32_t steps)
{
    uint32_t patience = steps / STEPS_PER_PATIENCE;
    return patience < MOST_PATIENCE ? patience : MOST_PATIENCE;
}

/* Keeps a finding of the last run, or counts it once more. */
static void search_keep(struct search *search, const struct finding *finding)
{
    struct explore_report *report = search->report;
    size_t i = 0;
    while (i < report->count && !finding_same(&search->found[i], finding))
        i++;
    if (i == report->count &&
        i + (finding->kind == EXPLORE_RACE ? KEPT_FROM_RACES : 0) >=
            EXPLORE_MAX_FINDINGS)
        return;
    report->findings[i].count++;
    if (i < report->count)
        return;
    report->count++;
    report->findings[i].kind = finding->kind;
    report->findings[i].title = finding_title(finding->kind);
    report->findings[i].first = report->schedules;
    search->found[i] = *finding;
    search->schedules[i].preemptions = search->result.log.preemptions;
    schedule_copy(&search->schedules[i].schedule, &search->result.schedule);
}

static void search_refuse(struct search *search)
{
    const struct run_result *result = &search->result;
    char place[NAME_SIZE] = "";
    search->refused = true;
    if (result->refusal_pc)
        name_place(result->refusal_pc, place);
    if (asprintf(&search->report->not_judged, "%s%s%s", result->refusal,
                 *place ? ", " : "", place) < 0)
        explore_panic("no memory for the report");
}

static bool search_is_stuck(const struct search *search)
{
    const struct run_result *result = &search->result;
    return result->count &&
           result->findings[result->count - 1].kind == EXPLORE_LIVELOCK;
}

static void search_again(struct search *search, const struct schedule *schedule)
{
    struct replay replay;
    replay_init(&replay, schedule);
    run_once(&search->program, &replay.base, &search->run_options,
             &search->result);
}

/*
 * The first schedule that does not get on is run again for as long as a
 * schedule may be. If it comes to its end, a loop of the program is just long,
 * and the search will be as patient from then on.
 */
static void search_doubt(struct search *search)
{
    struct schedule schedule;
    uint32_t usual = search_patience(search->options.steps);
    schedule_init(&schedule);
    schedule_copy(&schedule, &search->result.schedule);
    watch_set_patience(search->options.steps);
    search_again(search, &schedule);
    if (search->result.refused || search_is_stuck(search)) {
        watch_set_patience(usual);
        search_again(search, &schedule);
    }
    search->patient = true;
    schedule_clear(&schedule);
}

/* Runs one schedule and takes note of what it showed. */
static void search_run(struct search *search, struct strategy *strategy)
{
    struct explore_report *report = search->report;
    struct run_result *result = &search->result;
    if (search->options.seconds > 0)
        search->run_options.deadline =
            run_clock() +
            search->options.seconds * (report->schedules ? 1 : FIRST_SHARE);
    run_once(&search->program, strategy, &search->run_options, result);
    if (!search->patient && search_is_stuck(search) &&
        search->options.steps <= DOUBTED_STEPS)
        search_doubt(search);
    report->schedules++;
    report->failing += result->count > 0;
    if (result->log.steps > report->steps)
        report->steps = result->log.steps;
    for (size_t i = 0; i < result->count; i++)
        search_keep(search, &result->findings[i]);
    if (result->refused)
        search_refuse(search);
    report->cut = report->cut || result->cut;
    if (shadow_meetings() + report->count != search->news) {
        search->news = shadow_meetings() + report->count;
        search->last_news = report->schedules;
    }
}

static bool search_is_late(const struct search *search)
{
    bool is_long = search->result.log.steps > LONG_STEPS;
    double seconds = search->options.seconds;
    if (seconds <= 0 || (search->report->schedules % CLOCK_EVERY && !is_long))
        return false;
    if (is_long && search->report->count && !search->options.count_only)
        seconds *= AFTER_FINDING;
    return search_seconds(search) >= seconds;
}

/* True while there is a reason to go on and a budget to do so. */
static bool search_goes_on(const struct search *search, unsigned long most)
{
    const struct explore_report *report = search->report;
    const struct explore_options *options = &search->options;
    unsigned long done = report->schedules;
    if (search->refused || report->cut || done >= most)
        return false;
    if (options->patience && done - search->last_news >= options->patience)
        return false;
    if (search_is_late(search)) {
        search->report->late = !report->count;
        return false;
    }
    return options->count_only || !report->count ||
           done < report->findings[0].first + options->after_first;
}

static void search_standard(struct search *search)
{
    static const struct schedule standard;
    struct replay replay;
    replay_init(&replay, &standard);
    search_run(search, &replay.base);
}

static void search_random(struct search *search, unsigned long most)
{
    while (search_goes_on(search, most)) {
        unsigned long number = search->report->schedules;
        uint64_t seed = search->options.seed * 0x9e3779b97f4a7c15u + number;
        if (number % PRIORITY_EVERY == 0) {
            struct priorities priorities;
            priorities_init(&priorities, seed, (uint32_t)search->report->steps,
                            1 + number / PRIORITY_EVERY % PRIORITY_CHANGES);
            search_run(search, &priorities.base);
        } else {
            struct random_walk walk;
            random_walk_init(&walk, seed);
            search_run(search, &walk.base);
        }
    }
}

static void search_bounded(struct search *search, unsigned long most)
{
    struct bounded bounded;
    bool more = true;
    bounded_init(&bounded, search->options.preemptions);
    while (more && search_goes_on(search, most)) {
        search_run(search, &bounded.base);
        more = bounded_next(&bounded);
    }
    search->report->exhausted = !more && !bounded.diverged;
    bounded_clear(&bounded);
}

static char *explore_copy(const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        explore_panic("no memory for the report");
    return copy;
}

/* Silence proves nothing if no schedule was looked at to its end. */
static void search_check_end(struct search *search)
{
    struct explore_report *report = search->report;
    if (report->cut && report->schedules == 1 && !report->count)
        report->not_judged =
            explore_copy("its first schedule is too long to be followed to its "
                         "end in the time\nthere is; make the input smaller, "
                         "or allow more time");
}

static void search_all(struct search *search)
{
    unsigned long all = search->options.schedules;
    search_standard(search);
    if (search->report->steps > SMALL_PROGRAM) {
        search_random(search, all);
        return;
    }
    search_random(search, all - all / BOUNDED_SHARE);
    search->last_news = search->report->schedules;
    search_bounded(search, all);
    if (search->report->exhausted)
        search_random(search, all);
}

/* ---- evidence ---- */

/* Runs a schedule with everything noted down; returns the misfit, or 0. */
static uint32_t search_note(struct search *search, const struct finding *mark,
                            const struct schedule *schedule,
                            struct trace *trace)
{
    struct replay replay;
    struct run_options options = search->run_options;
    options.deadline = 0;
    options.explain = true;
    options.trace = trace;
    options.mark = mark;
    replay_init(&replay, schedule);
    run_once(&search->program, &replay.base, &options, &search->result);
    if (!replay.misfit && replay.position < schedule->count)
        return schedule->turns[replay.position].step;
    return replay.misfit;
}

static struct trace *search_trace(void)
{
    struct trace *trace = malloc(sizeof *trace);
    if (!trace)
        explore_panic("no memory for the report");
    return trace;
}

static void search_explain(struct search *search, size_t number,
                           struct trace *trace)
{
    struct explore_finding *finding = &search->report->findings[number];
    struct minimised *minimised = &search->schedules[number];
    struct run_result *result = &search->result;
    minimise(&search->program, search->run_options.steps,
             &search->found[number], minimised, result);
    search_note(search, &search->found[number], &minimised->schedule, trace);
    finding->text = explore_copy("");
    for (size_t i = 0; i < result->count; i++) {
        if (!finding_same(&result->findings[i], &search->found[number]))
            continue;
        free(finding->text);
        finding->text = explore_copy(result->findings[i].text);
    }
    evidence_make(&finding->evidence, trace);
    finding->schedule = schedule_format(&minimised->schedule);
    finding->preemptions = minimised->preemptions;
    finding->fewest = minimised->fewest;
}

static void search_explain_all(struct search *search)
{
    struct trace *trace = search_trace();
    for (size_t i = 0; i < search->report->count; i++)
        search_explain(search, i, trace);
    free(trace);
}

/* ---- replay of a given schedule ---- */

__attribute__((noinline)) void explore_fatal_step(uintptr_t pc)
{
    __asm__ volatile("" ::"r"(pc) : "memory");
}

static void replay_refuse(struct search *search, uint32_t misfit,
                          const struct schedule *schedule)
{
    char text[REFUSAL_TEXT];
    if (misfit)
        snprintf(text, sizeof text,
                 "the schedule does not fit the program: what it asks for at "
                 "step %u\nis not possible there",
                 misfit);
    else
        snprintf(text, sizeof text,
                 "the schedule does not fit the program: it has %u steps, "
                 "the run had %u",
                 schedule->steps, search->result.log.steps);
    search->report->not_judged = explore_copy(text);
}

/* One run serves the search, the words and the table. */
static void replay_run(struct search *search, const struct schedule *schedule)
{
    struct explore_report *report = search->report;
    struct run_result *result = &search->result;
    struct trace *trace = search_trace();
    watch_set_end(schedule->steps);
    uint32_t misfit = search_note(search, NULL, schedule, trace);
    watch_set_end(0);
    report->schedules = 1;
    report->steps = result->log.steps;
    if (result->refused)
        search_refuse(search);
    else if (misfit || result->log.steps != schedule->steps)
        replay_refuse(search, misfit, schedule);
    else
        for (size_t i = 0; i < result->count; i++) {
            search_keep(search, &result->findings[i]);
            report->findings[i].text = explore_copy(result->findings[i].text);
            report->findings[i].schedule = schedule_format(schedule);
            report->findings[i].preemptions = result->log.preemptions;
            evidence_make(&report->findings[i].evidence, trace);
        }
    free(trace);
}

static void search_replay(struct search *search)
{
    struct schedule schedule;
    const char *error;
    schedule_init(&schedule);
    if (schedule_parse(&schedule, search->options.replay, &error))
        replay_run(search, &schedule);
    else
        search->report->not_judged = explore_copy(error);
    schedule_clear(&schedule);
}

void explore_note(const char *what)
{
    trace_call(scheduler_current(), what, NULL, CALLER);
}

/* ---- entry ---- */

static enum explore_verdict search_verdict(const struct search *search)
{
    const struct explore_report *report = search->report;
    return report->count        ? EXPLORE_FOUND
           : report->not_judged ? EXPLORE_NOT_JUDGED
                                : EXPLORE_CLEAN;
}

static void search_clear(struct search *search)
{
    for (size_t i = 0; i < EXPLORE_MAX_FINDINGS; i++)
        schedule_clear(&search->schedules[i].schedule);
    schedule_clear(&search->result.schedule);
    free(search);
}

enum explore_verdict explore_run(const struct explore_options *options,
                                 void (*body)(void *), void *argument,
                                 bool (*invariant)(void *),
                                 struct explore_report *report)
{
    struct search *search = calloc(1, sizeof *search);
    if (!search)
        explore_panic("no memory for the search");
    *report = (struct explore_report){0};
    search->options = *options;
    search_defaults(&search->options);
    search->program = (struct run_program){body, argument, invariant};
    search->run_options.steps = search->options.steps;
    search->report = report;
    search->start = run_clock();
    watch_set_patience(search_patience(search->options.steps));
    elf_open();
    run_prepare();
    calls_watch_exit();
    fault_prepare();
    if (options->replay)
        search_replay(search);
    else
        search_all(search);
    search_check_end(search);
    report->seconds = search_seconds(search);
    if (!options->replay && !options->count_only)
        search_explain_all(search);
    fault_clear();
    run_restore();
    report->verdict = search_verdict(search);
    search_clear(search);
    return report->verdict;
}

void explore_report_clear(struct explore_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->findings[i].text);
        free(report->findings[i].schedule);
        evidence_clear(&report->findings[i].evidence);
    }
    free(report->not_judged);
    *report = (struct explore_report){0};
}
