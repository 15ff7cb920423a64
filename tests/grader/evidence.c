/* evidence.c - see evidence.h */
#include <stdlib.h>
#include <string.h>

#include "../../grader/artifact.h"
#include "../../grader/policy.h"
#include "../../grader/text.h"
#include "evidence.h"

static const struct exercise exercise = {
    .episode = "races",
    .name = "counter",
    .title = "Count with a team",
    .about = "The lost update",
    .file = "counter.c",
    .folder = "episodes/races/counter",
    .tool = TOOL_TSAN,
    .checks = {{"correct", "right for every input", CHECK_CORRECT, 3},
               {"race", "free of data races", CHECK_RACE, 4},
               {"speed", "really faster", CHECK_SPEED, 3, 4, 2.0, 1.2}},
    .nchecks = 3,
};

static const char source[] = "int hits;\n"
                             "void count(void)\n"
                             "{\n"
                             "    hits++;\n"
                             "    hits += 2;\n"
                             "}\n";

static const struct speed fast = {
    .threads = 4,
    .cores = 2,
    .model = {.measured = true,
              .speedup = 3.5,
              .signal = 3.5,
              .running = 3,
              .serial = 0.04,
              .work = 0.041,
              .span = 0.011,
              .workers = 4,
              .balance = 1},
    .clock = {.quiet = 11,
              .median = 1.8,
              .low = 1.7,
              .high = 1.9,
              .confidence = 0.98,
              .reference = 1.8,
              .waited = 0.01},
};

static void run(struct facts *facts)
{
    facts->ran = true;
    facts->tests = 5;
    facts->output = text_copy("");
}

struct evidence *evidence_good(void)
{
    struct evidence *e = calloc(1, sizeof *e);
    e->exercise = &exercise;
    e->path = "episodes/races/counter/counter.c";
    e->tools = TOOL_TSAN;
    e->source = source;
    e->build = calloc(1, sizeof *e->build);
    e->policy = calloc(1, sizeof *e->policy);
    run(&e->facts[CORRECT][FLAVOUR_PLAIN]);
    run(&e->facts[RACE][FLAVOUR_TSAN]);
    run(&e->facts[RACE][FLAVOUR_HELGRIND]);
    run(&e->facts[RACE][FLAVOUR_TSAN_FAST]);
    run(&e->facts[SPEED][FLAVOUR_PLAIN]);
    for (int f = FLAVOUR_TSAN; f < FLAVOURS; f++) {
        e->facts[RACE][f].tool.ran_to_end = true;
        e->facts[RACE][f].logs = 1;
    }
    struct facts *speed = &e->facts[SPEED][FLAVOUR_PLAIN];
    speed->speeds[speed->nspeeds++] = fast;
    speed->speeds[0].what = text_copy("count_atomic");
    return e;
}

struct artifacts *evidence_build(struct evidence *e)
{
    return (struct artifacts *)e->build;
}

struct policy *evidence_policy(struct evidence *e)
{
    return (struct policy *)e->policy;
}

struct failure *evidence_failure(struct evidence *e, size_t check,
                                 enum flavour flavour, enum cause cause,
                                 const char *message)
{
    struct facts *facts = &e->facts[check][flavour];
    struct failure *f = &facts->failures[facts->nfailures++];
    facts->failed++;
    *f = (struct failure){
        .cause = cause,
        .title = text_copy("n = 1000, 4 threads"),
        .message = text_copy(message),
        .output = text_copy(""),
        .forbidden = -1,
        .nplaces = 2,
        .places = {{.thread = 7, .line = 0},
                   {.thread = 7,
                    .function = "count",
                    .file = "counter.c",
                    .line = 4}},
    };
    return f;
}

struct finding *evidence_finding(struct evidence *e, enum flavour flavour,
                                 enum finding_kind kind, const char *file)
{
    struct facts *facts = &e->facts[RACE][flavour];
    struct finding *f = findings_add(&facts->findings, FINDING_TSAN);
    f->kind = kind;
    strcpy(f->what, "mutex is already destroyed");
    strcpy(f->memory.name, "hits");
    f->memory.kind = MEMORY_GLOBAL;
    f->memory.size = 4;
    f->accesses = 2;
    for (unsigned i = 0; i < 2; i++) {
        struct frame *frame = stack_push(&f->access[i].stack);
        strcpy(frame->function, "count");
        strcpy(frame->file, file);
        frame->line = 4 + i;
        f->access[i].verb = ACCESS_WRITES;
        f->access[i].thread = (int)i + 1;
    }
    facts_settle(facts, exercise.file, source, sizeof source - 1);
    return f;
}

void evidence_stop(struct evidence *e, size_t check)
{
    for (; check < exercise.nchecks; check++)
        for (int f = 0; f < FLAVOURS; f++)
            facts_clear(&e->facts[check][f]);
}

void evidence_clear(struct evidence *e)
{
    evidence_stop(e, 0);
    free(evidence_build(e));
    free(evidence_policy(e));
    free(e);
}
