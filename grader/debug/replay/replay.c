/*
 * replay.c - judge_explore for a debugger: the one schedule that failed, with
 * the explorer's threads, so that it fails under gdb every time.
 *
 * Takes the place of explore.c one folder above. Learner's code, driver and
 * scenario run as in the explored worker (grader/scenario); the judge's part
 * is called in the same process. Inputs depend on the number of the scenario
 * (grader/judge/explore.c), so they are what they were.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../../explore/explore.h"
#include "../../scenario/play.h"
#include "../../worker/wire.h"
#include "../inprocess.h"
#include "judge.h"
#include "random.h"

static struct {
    struct judge_event events[WIRE_ACTIONS_MAX];
    size_t count;
    unsigned test, number; /* as in the judge */
} scenario;

struct job {
    void (*check)(void *data);
    void *data;
    const struct wire_scenario *scenario;
};

static void seed_inputs(void)
{
    const uint64_t tests = 1000003;
    random_seed(inprocess.seed +
                random_mix(tests * scenario.test + scenario.number));
}

/* The first scenario of a test begins with it. */
static void look_for_test(void)
{
    if (scenario.test == inprocess.test)
        return;
    scenario.test = inprocess.test;
    scenario.number = 0;
    scenario.count = 0;
}

void inprocess_begin(void)
{
    look_for_test();
    seed_inputs();
}

void judge_act_bytes(int actor, unsigned op, const void *args, size_t size)
{
    void *copy = judge_in(size);
    if (scenario.count == WIRE_ACTIONS_MAX)
        abort();
    scenario.events[scenario.count++] = (struct judge_event){
        .thread = actor, .op = op, .args = memcpy(copy, args, size)};
}

void judge_schedules(unsigned long most)
{
    (void)most;
}

size_t judge_history(const struct judge_event **events)
{
    for (size_t i = 0; i < scenario.count; i++) {
        scenario.events[i].begin = WIRE_HISTORY->action[i].begin;
        scenario.events[i].end = WIRE_HISTORY->action[i].end;
    }
    *events = scenario.events;
    return scenario.count;
}

static const struct wire_scenario *to_play(void)
{
    struct wire_scenario *s =
        judge_in(sizeof *s + scenario.count * sizeof s->action[0]);
    s->count = scenario.count;
    for (size_t i = 0; i < scenario.count; i++)
        s->action[i] = (struct wire_action){scenario.events[i].thread,
                                            scenario.events[i].op,
                                            scenario.events[i].args};
    return s;
}

static void body(void *job)
{
    play(((struct job *)job)->scenario);
}

static bool is_right(void *data)
{
    const struct job *job = data;
    jmp_buf failed;
    bool right = false;
    inprocess_failed = &failed;
    if (setjmp(failed) == 0) {
        if (WIRE_HISTORY->ended != 0 && job->check != NULL)
            job->check(job->data);
        right = true;
    }
    inprocess_failed = NULL;
    return right;
}

/* The explorer's own words, once the schedule has come to its end. */
static _Noreturn void finish(const char *what, struct explore_report *report)
{
    printf("\nwhile exploring: %s\n", what);
    explore_print_text(stdout, "schedule", report);
    exit((int)report->verdict);
}

static void replay(const char *what, struct job *job)
{
    struct explore_report report;
    struct explore_options options = {.replay = inprocess.schedule};
    explore_run(&options, body, job, is_right, &report);
    if (report.not_judged == NULL || inprocess.scenario != NULL)
        finish(what, &report);
    explore_report_clear(&report); /* it does not fit this one */
}

static bool is_wanted(void)
{
    char number[32];
    snprintf(number, sizeof number, "%u.%u", scenario.test, scenario.number);
    return inprocess.scenario == NULL ||
           strcmp(inprocess.scenario, number) == 0;
}

void judge_explore(const char *what, void (*check)(void *data), void *data)
{
    struct job job = {check, data, to_play()};
    scenario.number++;
    if (is_wanted())
        replay(what, &job);
    scenario.count = 0;
    seed_inputs();
}

/* A schedule that showed something as it should is not replayed. */
bool judge_explore_finds(const char *what, void (*check)(void *data),
                         void *data)
{
    (void)what, (void)check, (void)data;
    scenario.number++;
    scenario.count = 0;
    return true;
}

__attribute__((constructor)) static void map_history(void)
{
    void *want = WIRE_HISTORY;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    if (mmap(want, WIRE_HEAD, PROT_READ | PROT_WRITE, flags, -1, 0) != want)
        abort();
    play_prepare();
}
