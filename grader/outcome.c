/* outcome.c - see outcome.h */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "artifact.h"
#include "die.h"
#include "files.h"
#include "outcome.h"
#include "process.h"
#include "sandbox/sandbox.h"
#include "text.h"
#include "turn.h"

enum { WORDS = 24 };

/* How much slower a call may be under each detector. */
static const double patience[FLAVOURS] = {
    [FLAVOUR_PLAIN] = 1,     [FLAVOUR_TSAN] = 1,       [FLAVOUR_HELGRIND] = 5,
    [FLAVOUR_EXPLORE] = 2,   [FLAVOUR_ARCHER] = 2,     [FLAVOUR_VIRTUAL] = 10,
    [FLAVOUR_ALONE] = 1,     [FLAVOUR_MINI] = 5,       [FLAVOUR_RANKS] = 5,
    [FLAVOUR_CUDA] = 1,      [FLAVOUR_TALLY] = 1,      [FLAVOUR_GPU] = 2,
    [FLAVOUR_TSAN_FAST] = 1, [FLAVOUR_ARCHER_FAST] = 2};

struct command {
    char *words[WORDS];
    size_t count;
};

static void add(struct command *c, char *word)
{
    c->words[c->count++] = word;
    c->words[c->count] = NULL;
}

static void clear(struct command *c)
{
    for (size_t i = 0; i < c->count; i++)
        free(c->words[i]);
}

static unsigned cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : (unsigned)n;
}

static void build_command(const struct run *r, const char *judge,
                          const char *worker, struct command *c)
{
    *c = (struct command){.count = 0};
    add(c, text_copy(judge));
    add(c, text_format("--worker=%s", worker));
    add(c, text_format("--kind=%s", flavour_name(flavour_tool(r->flavour))));
    add(c, text_format("--tags=%s", r->check->id));
    add(c, text_format("--seed=%llu", (unsigned long long)r->seed));
    /* being slow is another finding than never ending */
    double slow = r->check->kind == CHECK_SPEED ? 5 : 1;
    add(c, text_format("--seconds=%g", r->exercise->call_seconds * slow *
                                           patience[r->flavour]));
    add(c, text_copy("--records=3"));
    if (flavour_tool(r->flavour) == FLAVOUR_ARCHER || r->exercise->libomp)
        add(c, text_copy("--libomp"));
}

static void add_speed(const struct run *r, const struct artifacts *a,
                      struct command *c)
{
    unsigned most = cores() < r->check->threads ? cores() : r->check->threads;
    if (a->serial == NULL)
        die("%s has a speed check but no serial.c", r->exercise->folder);
    add(c, text_format("--serial=%s", a->serial));
    if (a->reference != NULL)
        add(c, text_format("--reference=%s", a->reference));
    add(c, text_format("--threads=%u", r->check->threads));
    add(c, text_format("--target=%g", r->check->target));
    add(c, text_format("--cores=%u", r->check->wall > 0 ? most : 0));
    add(c, text_format("--wall=%g", r->check->wall));
}

static void add_schedule(const struct schedule_spec *s, struct command *c)
{
    add(c, text_format("--schedule=%s", s->schedule));
    if (s->scenario != NULL)
        add(c, text_format("--scenario=%s", s->scenario));
}

static void add_virtual(const struct run *r, const struct artifacts *a,
                        struct command *c)
{
    if (a->virtual_serial == NULL)
        die("%s has a virtual check but no serial.c", r->exercise->folder);
    add(c, text_format("--serial=%s", a->virtual_serial));
    add(c, text_format("--threads=%u", r->check->threads));
    if (r->check->most > 0)
        add(c, text_format("--most=%u", r->check->most));
}

char *outcome_command(const struct run *r, const char *judge,
                      const char *worker)
{
    struct command c;
    struct text t;
    text_init(&t);
    build_command(r, judge, worker, &c);
    for (size_t i = 0; i < c.count; i++)
        text_addf(&t, "%s%s", i == 0 ? "" : " ", c.words[i]);
    clear(&c);
    return t.bytes;
}

static json_t *parse_records(const struct text *t)
{
    json_t *records = json_array();
    for (const char *line = t->bytes; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        json_t *record = json_loadb(line, length, 0, NULL);
        if (record != NULL)
            json_array_append_new(records, record);
        line += length + (line[length] == '\n');
    }
    return records;
}

static bool ends_well(const json_t *records)
{
    size_t n = json_array_size(records);
    const json_t *last = n == 0 ? NULL : json_array_get(records, n - 1);
    const char *kind = json_string_value(json_object_get(last, "record"));
    return kind != NULL && strcmp(kind, "end") == 0 &&
           json_integer_value(json_object_get(last, "tests")) > 0;
}

/* All files that the judge finds in its room, besides the system's: itself
 * and those that an option names. */
static const char *const *list_programs(const struct command *c,
                                        const char **to)
{
    size_t n = 0;
    for (size_t i = 0; i < c->count; i++) {
        const char *value = strchr(c->words[i], '=');
        const char *path = value == NULL ? c->words[i] : value + 1;
        if (files_exist(path))
            to[n++] = path;
    }
    to[n] = NULL;
    return to;
}

/* The whole command of a run. */
static void fill_command(const struct run *r, const struct artifacts *a,
                         struct command *c)
{
    build_command(r, a->judge, a->worker[r->flavour], c);
    if (r->check->kind == CHECK_SPEED)
        add_speed(r, a, c);
    add(c, text_format("--source=%s", a->source));
    if (r->flavour == FLAVOUR_RANKS)
        add(c, text_copy("--layer=" ARTIFACT_LAYER));
    if (r->schedule != NULL)
        add_schedule(r->schedule, c);
    if (r->check->kind == CHECK_VIRTUAL)
        add_virtual(r, a, c);
    char *known = sandbox_pass();
    add(c, text_format("--sandbox=%s", known));
    free(known);
}

static void read_process(const struct run *r, const struct process *p,
                         struct outcome *o)
{
    o->records = parse_records(&p->record);
    o->complete = process_good(p) && ends_well(o->records);
    o->seconds = p->seconds;
    o->cpu = p->cpu;
    if (WIFEXITED(p->status) && WEXITSTATUS(p->status) == STATUS_NOT_JUDGED)
        die_status(STATUS_NOT_JUDGED, "%s", p->output.bytes);
    /* what a GPU, or its driver, does to a judge is not ours to mend */
    if (!o->complete && r->flavour != FLAVOUR_GPU)
        die("the judge of %s/%s did not come to its end%s:\n%s",
            r->exercise->episode, r->exercise->name,
            p->late ? " in 300 seconds" : "", p->output.bytes);
}

void outcome_run(const struct run *runs, size_t n, unsigned at_once,
                 const struct artifacts *a, struct outcome *outcomes)
{
    struct command commands[OUTCOME_RUNS];
    struct sandbox rooms[OUTCOME_RUNS];
    struct process processes[OUTCOME_RUNS];
    const char *programs[OUTCOME_RUNS][WORDS + 1];
    bool alone = false;
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        fill_command(&runs[i], a, &commands[i]);
        alone = alone || runs[i].check->kind == CHECK_SPEED;
        rooms[i] =
            (struct sandbox){.profile = SANDBOX_JUDGE,
                             .gpu = runs[i].flavour == FLAVOUR_GPU,
                             .read = list_programs(&commands[i], programs[i])};
        processes[i] = (struct process){.argv = commands[i].words,
                                        .deadline = 300,
                                        .records = true,
                                        .sandbox = &rooms[i]};
    }
    int turn = turn_take(alone);
    process_run(processes, n, alone ? 1 : at_once);
    turn_end(turn);
    for (size_t i = 0; i < n; i++) {
        read_process(&runs[i], &processes[i], &outcomes[i]);
        process_clear(&processes[i]);
        clear(&commands[i]);
    }
}

void outcome_clear(struct outcome *o)
{
    json_decref(o->records);
    o->records = NULL;
}
