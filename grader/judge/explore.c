/*
 * explore.c - scenarios under many schedules, see judge.h.
 *
 * The worker searches, the judge is its oracle: after each schedule it looks
 * at OUT and says whether the results are right (wire.h). What the search
 * reports is not believed before the judge has had the schedule replayed, and
 * has seen the same finding again.
 */
#include <jansson.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../worker/wire.h"
#include "arena.h"
#include "explore.h"
#include "form.h"
#include "judge.h"
#include "random.h"
#include "record.h"
#include "reported.h"
#include "session.h"

/* What one judge_explore may take. The library divides the schedules between
 * random ones and, where a scenario is small, all with few preemptions. */
static const unsigned long usual_schedules = 2000;
static const double most_seconds = 1.5;

/* When so many scenarios could not be judged, the next will not be either. */
static const unsigned most_refused = 1;

static cpu_set_t cores; /* that this process may use */

static struct {
    unsigned long schedules; /* that a scenario may take */
    struct judge_event events[WIRE_ACTIONS_MAX];
    size_t count;
    unsigned test, number;          /* of the test; of the scenario within it */
    size_t looks;                   /* times that results were checked */
    unsigned refused;               /* that could not be judged, in all */
    struct session_failure failure; /* what was wrong last */
} scenario;

/* Inputs depend on the scenario, and not on what was explored before it. */
static void seed_inputs(void)
{
    const uint64_t tests = 1000003;
    random_seed(session_options()->seed +
                random_mix(tests * scenario.test + scenario.number));
}

void explore_reset(void)
{
    scenario.count = scenario.number = 0;
    scenario.schedules = usual_schedules;
    scenario.test++;
    if (CPU_COUNT(&cores) == 0)
        sched_getaffinity(0, sizeof cores, &cores);
    if (session_options()->kind == SUBJECT_EXPLORE)
        seed_inputs();
}

void judge_schedules(unsigned long most)
{
    scenario.schedules = most;
}

static _Noreturn void broken(const char *why)
{
    fprintf(stderr, "judge: %s: %s\n", session_title(), why);
    exit(4);
}

void judge_act_bytes(int actor, unsigned op, const void *args, size_t size)
{
    if (scenario.count == WIRE_ACTIONS_MAX)
        broken("a scenario with more operations than fit");
    if (actor >= WIRE_PUPPETS_MAX)
        broken("a scenario with more threads than there are");
    void *copy = judge_in(size);
    memcpy(copy, args, size);
    scenario.events[scenario.count++] =
        (struct judge_event){.thread = actor, .op = op, .args = copy};
}

/* --- the oracle ---------------------------------------------------------- */

size_t judge_history(const struct judge_event **events)
{
    const struct wire_history *history = judge_copy(WIRE_HISTORY);
    for (size_t i = 0; i < scenario.count; i++) {
        scenario.events[i].begin = history->action[i].begin;
        scenario.events[i].end = history->action[i].end;
    }
    *events = scenario.events;
    return scenario.count;
}

struct job {
    void (*check)(void *data);
    void *data;
};

static void check_job(void *data)
{
    const struct job *job = data;
    if (job->check != NULL)
        job->check(job->data);
}

/* What the judge thinks of what lies in OUT now. */
static enum wire_op look(struct job *job)
{
    bool good = true;
    if (WIRE_HISTORY->ended != 0) {
        scenario.looks++;
        good = session_try(check_job, job, &scenario.failure);
    }
    arena_poison();
    return good ? WIRE_OP_RIGHT : WIRE_OP_WRONG;
}

/* --- one exploration ----------------------------------------------------- */

/* The worker may not read files: its reports quote from here. */
static void add_source(struct wire_scenario *s)
{
    const char *path = session_options()->source, *text = judge_source();
    if (text == NULL)
        return;
    const char *name = strrchr(path, '/');
    name = name == NULL ? path : name + 1;
    s->source = memcpy(judge_in(strlen(text) + 1), text, strlen(text));
    s->file = memcpy(judge_in(strlen(name) + 1), name, strlen(name));
}

static const struct wire_scenario *send_scenario(const char *replay)
{
    struct wire_scenario *s =
        judge_in(sizeof *s + scenario.count * sizeof s->action[0]);
    *s = (struct wire_scenario){.schedules = scenario.schedules,
                                .seconds = most_seconds,
                                .count = scenario.count};
    for (size_t i = 0; i < scenario.count; i++)
        s->action[i] = (struct wire_action){scenario.events[i].thread,
                                            scenario.events[i].op,
                                            scenario.events[i].args};
    add_source(s);
    if (replay != NULL) {
        char *copy = judge_in(strlen(replay) + 1);
        s->replay = memcpy(copy, replay, strlen(replay) + 1);
    }
    return s;
}

/* Judge and worker take turns, thousands of times a second: to wake each other
 * up on one core takes a fraction of what it takes across two. Which core, the
 * system decides anew for each scenario. */
static void share_core(const struct subject *s)
{
    cpu_set_t one;
    int cpu = sched_getcpu();
    if (cpu < 0 || cpu >= CPU_SETSIZE)
        return;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
    sched_setaffinity(subject_pid(s), sizeof one, &one);
}

/* Has the scenario run under many schedules, or under the one given. */
static json_t *explore_here(struct subject *s, struct job *job,
                            const char *replay)
{
    arena_poison();
    subject_send(s, 0, WIRE_OP_EXPLORE, send_scenario(replay));
    subject_send(s, WIRE_TALK, WIRE_OP_RIGHT, NULL);
    while (subject_pending(s, 0)) {
        if (!subject_wait_either(s, 0, WIRE_TALK))
            session_trouble(s);
        if (!subject_pending(s, WIRE_TALK))
            subject_send(s, WIRE_TALK, look(job), NULL);
    }
    subject_forget(s, WIRE_TALK);
    return reported(s, form_is_search);
}

static json_t *explore(struct job *job, const char *replay)
{
    struct subject *s = session_use(SESSION_LEARNER);
    sched_setaffinity(0, sizeof cores, &cores);
    share_core(s);
    json_t *report = explore_here(s, job, replay);
    sched_setaffinity(0, sizeof cores, &cores);
    return report;
}

/* --- findings ------------------------------------------------------------ */

/* Numbers of a scenario, so that a replay finds it again: "2.1". */
static const char *scenario_number(void)
{
    static char number[32];
    snprintf(number, sizeof number, "%u.%u", scenario.test, scenario.number);
    return number;
}

/* What a search came to; `shown` is the finding with its steps, or NULL. */
static void write_search(const char *what, const json_t *report,
                         const json_t *finding, json_t *shown)
{
    json_t *record =
        json_pack("{ss, ss, ss, ss, sO, sO, sO}", "record", "explore", "title",
                  session_title(), "what", what, "scenario", scenario_number(),
                  "schedules", json_object_get(report, "schedules"),
                  "exhausted", json_object_get(report, "exhausted"),
                  "not_judged", json_object_get(report, "not_judged"));
    scenario.refused += !json_is_null(json_object_get(report, "not_judged"));
    if (shown != NULL) {
        json_object_set(shown, "fewest", json_object_get(finding, "fewest"));
        json_object_set(shown, "count", json_object_get(finding, "count"));
        json_object_set(record, "finding", shown);
    }
    record_write(record);
}

static void refuse(const char *what, json_t *report, const char *why)
{
    json_object_set_new(report, "not_judged", json_string(why));
    write_search(what, report, NULL, NULL);
}

/* Ends the test with a finding of the schedule that was run last. */
static _Noreturn void show(const char *what, const json_t *report,
                           const json_t *finding, json_t *again)
{
    enum cause cause = form_cause(finding);
    char message[sizeof scenario.failure.message];
    write_search(what, report, finding, again);
    if (cause == CAUSE_WRONG && scenario.failure.cause != CAUSE_NONE) {
        cause = scenario.failure.cause;
        memcpy(message, scenario.failure.message, sizeof message);
    } else {
        snprintf(message, sizeof message, "%s", form_word(again, "text"));
    }
    judge_fail(cause, "%s", message);
}

/* Has a finding shown once more, and ends the test with it. */
static void confirm(const char *what, struct job *job, json_t *report,
                    const json_t *finding)
{
    scenario.failure.cause = CAUSE_NONE;
    json_t *replay = explore(job, form_word(finding, "schedule"));
    json_t *again = form_again(replay, finding);
    if (again != NULL)
        show(what, report, finding, again);
    refuse(what, report,
           "the same schedule does not always lead to the same result: "
           "something besides the schedule decides (a variable without a "
           "value, an address)");
    json_decref(replay);
}

static void search(const char *what, struct job *job)
{
    scenario.looks = 0;
    json_t *report = explore(job, NULL);
    const json_t *finding = form_first(report);
    size_t schedules =
        (size_t)json_integer_value(json_object_get(report, "schedules"));
    if (finding != NULL)
        confirm(what, job, report, finding);
    else if (!json_is_null(json_object_get(report, "not_judged")))
        write_search(what, report, NULL, NULL);
    else if (scenario.looks == 0)
        refuse(what, report,
               "no schedule came to its end in the time there is");
    else if (scenario.looks + 1 < schedules) /* time may end the last one */
        judge_fail(CAUSE_PROTOCOL, "reported schedules that never ended");
    else
        write_search(what, report, NULL, NULL);
    json_decref(report);
}

/* The one schedule that was asked for. */
static void replay(const char *what, struct job *job)
{
    const struct session *session = session_options();
    if (session->scenario != NULL &&
        strcmp(session->scenario, scenario_number()) != 0)
        return;
    scenario.failure.cause = CAUSE_NONE;
    json_t *report = explore(job, session->schedule);
    const json_t *finding = form_first(report);
    if (finding != NULL)
        show(what, report, finding, form_again(report, finding));
    write_search(what, report, NULL, NULL);
    json_decref(report);
}

void judge_explore(const char *what, void (*check)(void *data), void *data)
{
    struct job job = {check, data};
    scenario.number++;
    if (session_options()->schedule == NULL && scenario.refused <= most_refused)
        search(what, &job);
    else if (session_options()->schedule != NULL)
        replay(what, &job);
    scenario.count = 0;
    seed_inputs();
}

bool judge_explore_finds(const char *what, void (*check)(void *data),
                         void *data)
{
    struct job job = {check, data};
    scenario.number++;
    json_t *report = explore(&job, NULL);
    bool found = form_first(report) != NULL;
    if (!found)
        write_search(what, report, NULL, NULL);
    json_decref(report);
    scenario.count = 0;
    return found;
}
