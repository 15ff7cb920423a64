/*
 * emulator.c - see emulator.h
 *
 * A line of the log is a finding, as finding.c of the emulator writes it: kind,
 * two lines, texts, with tabs between; or "@count NAME NUMBER", or "@site
 * TEXT". The log is written by the process that runs the learner's code, which
 * can write there as well, or put something else in its place. So after each
 * call the worker is asked for a report: a line with the number of the command
 * that asks and a checksum of all findings, and what was counted, which is
 * believed only there.
 */
#include "emulator.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../worker/wire.h"
#include "../cuda/finding_sum.h"
#include "cuda.h"
#include "random.h"
#include "record.h"
#include "session.h"

enum { TEXTS = 8, SITES = 6 };

/* In the order in which they are named: what comes later may only follow. */
static const struct {
    const char *kind;
    enum cause cause;
} causes[] = {
    {"barrier-divergence", CAUSE_BARRIER},
    {"warp-divergence", CAUSE_BARRIER},
    {"warp-mask", CAUSE_BARRIER},
    {"race", CAUSE_RACE},
    {"unchecked-launch", CAUSE_CUDA},
    {"too-much-shared-memory", CAUSE_CUDA},
    {"bad-copy", CAUSE_CUDA},
    {"bad-free", CAUSE_CUDA},
    {"host-memory-in-kernel", CAUSE_CUDA},
    {"device-memory-on-host", CAUSE_CUDA},
    {"device-code-on-host", CAUSE_CUDA},
    {"write-to-constant", CAUSE_CUDA},
    {"timing-without-sync", CAUSE_CUDA},
    {"out-of-bounds", CAUSE_OUTSIDE},
    {"misaligned", CAUSE_OUTSIDE},
    {"use-after-free", CAUSE_OUTSIDE},
    {"uninitialised-read", CAUSE_UNSET},
    {"never-written", CAUSE_UNSET},
    {"stack-overflow", CAUSE_CRASH},
    {"assertion", CAUSE_CRASH},
    {"crash", CAUSE_CRASH},
    {"endless", CAUSE_LOOP},
    {"too-long", CAUSE_LOOP},
    {"leak", CAUSE_CUDA},
};
enum { KINDS = sizeof causes / sizeof *causes };

struct entry {
    unsigned kind; /* KINDS: of none */
    char *text[TEXTS];
    int texts;
};

static struct {
    size_t read;  /* bytes of the log */
    uint64_t sum; /* of all findings that lay in it */
    unsigned calls, schedules, started;
    struct cuda_figures figures;
    json_t *sites;
    char *unjudged, *note;
} test;

void emulator_reset(void)
{
    json_decref(test.sites);
    free(test.unjudged);
    free(test.note);
    memset(&test, 0, sizeof test);
    test.sites = json_array();
    test.sum = FINDING_SUM;
}

/* --- schedules ------------------------------------------------------------ */

/* Blocks and threads are put into no order of ours: there is nothing to try.
 */
static bool counts(void)
{
    return session_options()->kind == SUBJECT_TALLY ||
           session_options()->kind == SUBJECT_GPU;
}

bool cuda_schedule(unsigned most)
{
    const char *only = session_options()->schedule;
    if (test.started == (only != NULL || counts() ? 1 : most))
        return false;
    test.schedules =
        only != NULL ? (unsigned)strtoul(only, NULL, 10) : test.started;
    test.started++;
    /* a replay has the same inputs */
    random_seed(session_options()->seed + 1000003ull * test.schedules);
    judge_forget();
    return true;
}

void emulator_prepare(void)
{
    WIRE_SETTINGS->schedule = test.schedules;
    WIRE_SETTINGS->seconds = (uint32_t)session_options()->limits.seconds;
}

/* --- what was counted ----------------------------------------------------- */

static const struct {
    const char *name, *title;
    size_t offset;
} figures[] = {
#define FIGURE(name, title)                               \
    {                                                     \
#name, title, offsetof(struct cuda_figures, name) \
    }
    FIGURE(launches, "launches"),
    FIGURE(chain, "steps one after the other"),
    FIGURE(memory, "bytes of the device's memory"),
    FIGURE(to_device, "copies to the device"),
    FIGURE(bytes_to_device, "bytes to the device"),
    FIGURE(to_host, "copies to the host"),
    FIGURE(bytes_to_host, "bytes to the host"),
    FIGURE(inside, "copies inside"),
    FIGURE(bytes_inside, "bytes inside"),
    FIGURE(sectors, "sectors"),
    FIGURE(load_sectors, "sectors loaded"),
    FIGURE(store_sectors, "sectors stored"),
    FIGURE(atomic_sectors, "sectors of atomics"),
    FIGURE(loads, "loads"),
    FIGURE(stores, "stores"),
    FIGURE(atomics, "atomics"),
    FIGURE(serial, "steps of atomics that meet"),
    FIGURE(hottest, "atomics on one element"),
    FIGURE(shared_loads, "loads of shared memory"),
    FIGURE(shared_stores, "stores to shared memory"),
    FIGURE(shared_atomics, "atomics in shared memory"),
    FIGURE(shared_serial, "steps of atomics that meet in shared memory"),
    FIGURE(conflict, "passes in the worst bank conflict"),
    FIGURE(accesses, "accesses"),
    FIGURE(block_accesses, "accesses of one block to global memory"),
    FIGURE(single_operations, "operations on floats"),
    FIGURE(double_operations, "operations on doubles"),
    FIGURE(threads, "threads"),
    FIGURE(divergent, "divergent branches"),
    FIGURE(barriers, "barriers of warps"),
};
enum { FIGURES = sizeof figures / sizeof *figures };

static double *figure(struct cuda_figures *f, size_t i)
{
    void *at = (char *)f + figures[i].offset;
    return at;
}

static void read_figure(const char *line)
{
    char name[32];
    double value;
    if (sscanf(line, "@count %31s %lf", name, &value) != 2)
        return;
    for (size_t i = 0; i < FIGURES; i++) {
        if (strcmp(figures[i].name, name) == 0)
            *figure(&test.figures, i) = value;
    }
}

static void add_up(struct cuda_figures *f)
{
    f->sectors = f->load_sectors + f->store_sectors + f->atomic_sectors;
    f->accesses = f->loads + f->stores + f->atomics + f->shared_loads +
                  f->shared_stores + f->shared_atomics;
}

const struct cuda_figures *cuda_counted(void)
{
    return &test.figures;
}

void cuda_expect(const char *what, const struct cuda_figures *least)
{
    struct cuda_figures copy = *least;
    json_t *list = json_array();
    for (size_t i = 0; i < FIGURES; i++) {
        double can = *figure(&copy, i);
        if (can != 0)
            json_array_append_new(list, json_pack("{ss, sf, sf}", "name",
                                                  figures[i].title, "got",
                                                  *figure(&test.figures, i),
                                                  "least", can < 0 ? 0 : can));
    }
    json_t *record = json_pack("{ss, ss, so}", "record", "count", "what", what,
                               "figures", list);
    if (least->sectors != 0 || least->load_sectors != 0 ||
        least->store_sectors != 0 || least->conflict != 0)
        json_object_set(record, "sites", test.sites);
    record_write(record);
}

/* --- findings ------------------------------------------------------------- */

/* "at device.h:35" is in the driver's header, which nobody has seen: says "by
 * the caller" in its place, which is no longer. */
static void name_caller(char *text)
{
    static const char place[] = "at device.h:", name[] = "by the caller";
    for (char *at; (at = strstr(text, place)) != NULL; text = at) {
        char *end = at + strlen(place);
        end += strspn(end, "0123456789");
        memmove(at + strlen(name), end, strlen(end) + 1);
        memcpy(at, name, strlen(name));
    }
}

/* Cuts a line into its texts. */
static struct entry read_entry(char *line)
{
    struct entry e = {.kind = KINDS};
    char *rest = line;
    const char *kind = strsep(&rest, "\t");
    strsep(&rest, "\t");
    strsep(&rest, "\t");
    while (rest != NULL && e.texts < TEXTS)
        e.text[e.texts++] = strsep(&rest, "\t");
    for (int i = 0; i < e.texts; i++)
        name_caller(e.text[i]);
    if (e.texts == 0)
        return e;
    for (unsigned i = 0; i < KINDS; i++)
        if (strcmp(causes[i].kind, kind) == 0)
            e.kind = i;
    char **kept = strcmp(kind, "not-judged") == 0 ? &test.unjudged
                  : strcmp(kind, "note") == 0     ? &test.note
                                                  : NULL;
    if (kept != NULL) {
        free(*kept);
        *kept = strdup(e.text[0]);
    }
    return e;
}

/* \037 stands before the text of a place; the last text is the advice. */
static json_t *lines_of(const struct entry *e)
{
    json_t *lines = json_array();
    for (int i = 1; i < e->texts - 1; i++) {
        const char *text = e->text[i] + (e->text[i][0] == '\037');
        json_array_append_new(lines, record_text(text, strlen(text)));
    }
    if (test.note != NULL && causes[e->kind].cause == CAUSE_LOOP)
        json_array_append_new(lines, record_text(test.note, strlen(test.note)));
    return lines;
}

static void write_record(const struct entry *found)
{
    json_t *record = json_pack(
        "{ss, ss, si, si, ss}", "record", "kernels", "what", session_title(),
        "calls", (int)test.calls, "schedules", (int)test.started, "not_judged",
        test.unjudged == NULL ? "" : test.unjudged);
    if (found != NULL)
        json_object_set_new(
            record, "finding",
            json_pack("{ss, so, so, si}", "kind", causes[found->kind].kind,
                      "lines", lines_of(found), "advice",
                      record_text(found->text[found->texts - 1],
                                  strlen(found->text[found->texts - 1])),
                      "schedule", (int)test.schedules));
    record_write(record);
}

static void read_line(char *line, struct entry *first)
{
    struct entry e = read_entry(line);
    if (e.kind < first->kind)
        *first = e;
}

/* What was counted since the last call; nothing, if there is no report of it.
 */
static void read_counts(char *text)
{
    if (strstr(text, "@count ") == NULL)
        return;
    memset(&test.figures, 0, sizeof test.figures);
    json_array_clear(test.sites);
    for (char *line; (line = strsep(&text, "\n")) != NULL;)
        if (strncmp(line, "@count ", 7) == 0)
            read_figure(line);
        else if (strncmp(line, "@site ", 6) == 0 &&
                 json_array_size(test.sites) < SITES)
            json_array_append_new(test.sites,
                                  record_text(line + 6, strlen(line + 6)));
    add_up(&test.figures);
}

/* The end of the findings in the log of a worker that was asked for `number`,
 * cut off there; what was counted is read. */
static void read_report(char *text, uint64_t number)
{
    char mark[64];
    unsigned long long sum;
    snprintf(mark, sizeof mark, WIRE_REPORT, (unsigned long long)number);
    char *at = strstr(text, mark);
    if (at != NULL) {
        *at = '\0';
        at += strlen(mark);
        test.sum = finding_add(test.sum, text, strlen(text));
    }
    if (at != NULL && sscanf(at, "%llx", &sum) == 1 && sum == test.sum)
        read_counts(at);
    else
        judge_fail(CAUSE_PROTOCOL,
                   "something answered in place of the emulator");
}

void emulator_look(struct subject *s, bool ended)
{
    size_t length;
    uint64_t number = ended ? 0 : subject_send(s, 0, WIRE_OP_REPORT, NULL);
    if (!ended && !subject_wait(s, 0))
        session_trouble(s);
    const char *log = subject_log(s, &length);
    char *copy = strndup(log + test.read, length - test.read), *rest = copy;
    struct entry first = {.kind = KINDS};
    test.calls++;
    test.read = length;
    if (!ended && rest != NULL)
        read_report(rest, number);
    while (rest != NULL && *rest != '\0')
        read_line(strsep(&rest, "\n"), &first);
    if (first.kind < KINDS) {
        write_record(&first);
        judge_fail(causes[first.kind].cause, "%s", first.text[0]);
    }
    free(copy);
    if (test.unjudged == NULL)
        return;
    write_record(NULL);
    session_drop();
}

void emulator_clean(void)
{
    if (!counts())
        write_record(NULL);
}
