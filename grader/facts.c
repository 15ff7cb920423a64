/* facts.c - see facts.h */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "helgrind.h"
#include "rounds.h"
#include "seen.h"
#include "text.h"
#include "tsan.h"

static const char *string(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s == NULL ? "" : s;
}

static double number(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

/* --- tests --------------------------------------------------------------- */

/* The lines that worker/trouble.c writes. */
static void read_trouble(const char *text, struct failure *f)
{
    int thread = 0;
    for (; *text != '\0'; text += strcspn(text, "\n"), text += *text == '\n') {
        if (strncmp(text, "@signal ", 8) == 0) {
            const char *id = strchr(text + 8, ' ');
            thread = id == NULL ? 0 : atoi(id);
        } else if (strncmp(text, "@syscall ", 9) == 0) {
            f->forbidden = atol(text + 9);
        } else if (strncmp(text, "@at ", 4) == 0 && f->nplaces < FACTS_PLACES) {
            f->places[f->nplaces++] = (struct place){
                .offset = strtoul(text + 4, NULL, 16), .thread = thread};
        }
    }
}

static void note_output(const json_t *record, struct facts *facts)
{
    const char *output = string(record, "output");
    if (*facts->output != '\0' || *output == '\0')
        return;
    free(facts->output);
    facts->output = text_copy(output);
}

static void read_test(const json_t *record, struct facts *facts)
{
    enum cause cause = cause_parse(string(record, "cause"));
    const char *output = string(record, "output");
    if (cause == CAUSE_COUNT)
        return;
    facts->tests++;
    note_output(record, facts);
    facts->failed += cause != CAUSE_NONE;
    if (cause == CAUSE_NONE || facts->nfailures == FACTS_FAILURES)
        return;
    struct failure *f = &facts->failures[facts->nfailures++];
    *f = (struct failure){
        .cause = cause,
        .title = text_copy(string(record, "title")),
        .message = text_copy(string(record, "message")),
        .output = text_copy(output),
        .forbidden = -1,
    };
    read_trouble(string(record, "trouble"), f);
}

/* --- detectors ----------------------------------------------------------- */

static void read_seen(const char *log, enum flavour flavour,
                      struct facts *facts)
{
    if (flavour != FLAVOUR_TSAN && flavour != FLAVOUR_ALONE)
        return;
    if (facts->seen == NULL)
        facts->seen = calloc(1, sizeof *facts->seen);
    if (facts->seen != NULL)
        seen_read(log, facts->seen);
}

static void read_log(const json_t *record, enum flavour flavour,
                     struct facts *facts)
{
    const int found_something = 66;
    const char *text = string(record, "text");
    size_t before = facts->findings.count + facts->findings.left_out;
    struct tool_state state = {0};
    read_seen(text, flavour, facts);
    if (flavour == FLAVOUR_ALONE)
        return;
    if (flavour != FLAVOUR_HELGRIND)
        tsan_parse(text, strlen(text), "@done", &facts->findings, &state);
    else
        helgrind_parse(text, strlen(text), &facts->findings, &state);
    size_t after = facts->findings.count + facts->findings.left_out;
    /* what it said before it could write its log, about memory say */
    if (strstr(string(record, "output"), "FATAL: ThreadSanitizer") != NULL)
        tsan_parse(string(record, "output"), strlen(string(record, "output")),
                   NULL, &facts->findings, &state);
    if (number(record, "status") == found_something && after == before)
        facts->silent_exit = true;
    if (facts->tool.failure[0] == '\0')
        memcpy(facts->tool.failure, state.failure, sizeof state.failure);
    facts->tool.ran_to_end =
        (facts->logs == 0 || facts->tool.ran_to_end) && state.ran_to_end;
    facts->logs++;
}

void facts_settle(struct facts *facts, const char *file, const char *source,
                  size_t length)
{
    findings_settle(&facts->findings, &file, 1);
    findings_dedup(&facts->findings);
    findings_read_source(&facts->findings, file, source, length);
}

/* --- speed --------------------------------------------------------------- */

static struct model read_model(const json_t *rounds, unsigned threads)
{
    static struct model_round list[SPEEDUP_ROUNDS];
    size_t n = 0;
    for (; n < json_array_size(rounds) && n < SPEEDUP_ROUNDS; n++)
        rounds_read_model(json_array_get(rounds, n), &list[n]);
    return speedup_model(list, n, threads);
}

static struct clock read_clock(const json_t *rounds)
{
    static struct clock_round list[SPEEDUP_ROUNDS];
    size_t n = 0;
    for (; n < json_array_size(rounds) && n < SPEEDUP_ROUNDS; n++)
        rounds_read_clock(json_array_get(rounds, n), &list[n]);
    return speedup_clock(list, n);
}

static void read_speed(const json_t *record, struct facts *facts)
{
    if (facts->nspeeds == FACTS_SPEEDS)
        return;
    struct speed *s = &facts->speeds[facts->nspeeds++];
    s->what = text_copy(string(record, "what"));
    s->threads = (unsigned)number(record, "threads");
    s->cores = (unsigned)number(record, "cores");
    s->model = read_model(json_object_get(record, "model"), s->threads);
    s->clock = read_clock(json_object_get(record, "wall"));
}

/* --- scenarios ----------------------------------------------------------- */

static void read_explored(const json_t *record, struct facts *facts)
{
    const json_t *finding = json_object_get(record, "finding");
    if (facts->nexplored == FACTS_EXPLORED)
        return;
    facts->explored[facts->nexplored++] = (struct explored){
        .what = text_copy(string(record, "what")),
        .title = text_copy(string(record, "title")),
        .scenario = text_copy(string(record, "scenario")),
        .schedules = (unsigned long)number(record, "schedules"),
        .exhausted = json_is_true(json_object_get(record, "exhausted")),
        .not_judged = text_copy(string(record, "not_judged")),
        .shown = finding == NULL ? NULL : interleaving_read(finding),
    };
}

/* --- virtual time -------------------------------------------------------- */

static struct timed_run read_run(const json_t *run)
{
    return (struct timed_run){
        .cores = (unsigned)number(run, "cores"),
        .threads = (unsigned)number(run, "threads"),
        .time = number(run, "time"),
        .transfers = number(run, "transfers"),
    };
}

static void read_uses(const json_t *run, struct timed *t)
{
    const json_t *line = json_array_get(json_object_get(run, "lines"), 0);
    const json_t *lock = json_array_get(json_object_get(run, "locks"), 0);
    t->line.name = text_copy(string(line, "name"));
    t->line.transfers = number(line, "transfers");
    t->line.needless = number(line, "needless");
    t->lock.name = text_copy(string(lock, "name"));
    t->lock.taken = number(lock, "taken");
    t->lock.waited = number(lock, "waited");
    t->lock.total = number(lock, "total");
    t->lock.longest = number(lock, "longest");
}

static void read_timed(const json_t *record, struct facts *facts)
{
    const json_t *curve = json_object_get(record, "curve");
    const json_t *detail = json_object_get(record, "detail");
    const json_t *other = json_object_get(record, "other");
    if (facts->ntimed == FACTS_SPEEDS)
        return;
    struct timed *t = &facts->timed[facts->ntimed++];
    *t = (struct timed){
        .what = text_copy(string(record, "what")),
        .not_timed = text_copy(string(record, "not_timed")),
        .serial = number(json_object_get(record, "serial"), "time"),
        .at = read_run(detail),
        .work = number(detail, "work"),
        .other = {number(json_object_get(other, "serial"), "time"),
                  read_run(json_object_get(other, "detail"))},
    };
    for (; t->ncurve < json_array_size(curve) && t->ncurve < FACTS_CURVE;
         t->ncurve++)
        t->curve[t->ncurve] = read_run(json_array_get(curve, t->ncurve));
    read_uses(detail, t);
}

/* --- predictions --------------------------------------------------------- */

static void read_predicted(const json_t *record, struct facts *facts)
{
    if (facts->npredicted == FACTS_PREDICTED)
        return;
    facts->predicted[facts->npredicted++] = (struct predicted){
        .what = text_copy(string(record, "what")),
        .said = number(record, "said"),
        .is = number(record, "is"),
        .commit = (unsigned)number(record, "commit"),
    };
}

/* --- ranks --------------------------------------------------------------- */

static void read_ranked(const json_t *record, struct facts *facts)
{
    const json_t *finding = json_object_get(record, "finding");
    const json_t *lines = json_object_get(finding, "lines");
    if (facts->nranked == FACTS_EXPLORED)
        return;
    struct ranked *r = &facts->ranked[facts->nranked++];
    note_output(record, facts);
    *r = (struct ranked){
        .what = text_copy(string(record, "what")),
        .program = (unsigned)number(record, "program"),
        .ranks = (unsigned)number(record, "ranks"),
        .runs = (unsigned)number(record, "runs"),
        .all = json_is_true(json_object_get(record, "all")),
        .not_judged = text_copy(string(record, "not_judged")),
        .kind = text_copy(string(finding, "kind")),
        .advice = text_copy(string(finding, "advice")),
        .order = text_copy(string(finding, "order")),
    };
    for (; r->nlines < json_array_size(lines) && r->nlines < FACTS_LINES;
         r->nlines++) {
        const json_t *line = json_array_get(lines, r->nlines);
        r->line[r->nlines].rank = (int)number(line, "rank");
        r->line[r->nlines].text = text_copy(string(line, "text"));
        r->line[r->nlines].place.offset = (unsigned long)number(line, "place");
        r->line[r->nlines].caller.offset =
            (unsigned long)number(line, "caller");
    }
}

/* Copies of at most `most` texts of a list; how many. */
static size_t read_texts(const json_t *list, char **to, size_t most)
{
    size_t n = 0;
    for (; n < json_array_size(list) && n < most; n++)
        to[n] = text_copy(json_string_value(json_array_get(list, n)));
    return n;
}

static void read_counted(const json_t *record, struct facts *facts)
{
    const json_t *figures = json_object_get(record, "figures");
    if (facts->ncounted == FACTS_EXPLORED)
        return;
    struct counted *c = &facts->counted[facts->ncounted++];
    *c = (struct counted){.what = text_copy(string(record, "what"))};
    for (;
         c->nfigures < json_array_size(figures) && c->nfigures < FACTS_FIGURES;
         c->nfigures++) {
        const json_t *figure = json_array_get(figures, c->nfigures);
        c->figure[c->nfigures] =
            (struct figure){.name = text_copy(string(figure, "name")),
                            .got = number(figure, "got"),
                            .least = number(figure, "least")};
    }
    c->nsites =
        read_texts(json_object_get(record, "sites"), c->site, FACTS_LINES);
}

static void read_kernels(const json_t *record, struct facts *facts)
{
    const json_t *finding = json_object_get(record, "finding");
    if (facts->nkernels == FACTS_EXPLORED)
        return;
    struct kernels *k = &facts->kernels[facts->nkernels++];
    *k = (struct kernels){
        .what = text_copy(string(record, "what")),
        .calls = (unsigned)number(record, "calls"),
        .not_judged = text_copy(string(record, "not_judged")),
        .kind = text_copy(string(finding, "kind")),
        .advice = text_copy(string(finding, "advice")),
        .schedule = (unsigned)number(finding, "schedule"),
    };
    k->nlines =
        read_texts(json_object_get(finding, "lines"), k->line, FACTS_LINES);
}

static void read_gpu(const json_t *record, struct facts *facts)
{
    if (facts->ngpu == FACTS_SPEEDS)
        return;
    facts->gpu[facts->ngpu++] = (struct on_gpu){
        .what = text_copy(string(record, "what")),
        .not_judged = text_copy(string(record, "not_judged")),
        .bytes = number(record, "bytes"),
        .seconds = number(record, "seconds"),
        .copy = number(record, "copy"),
    };
}

static void free_all(char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(texts[i]);
}

static void clear_counted(struct counted *c)
{
    free(c->what);
    for (size_t i = 0; i < c->nfigures; i++)
        free(c->figure[i].name);
    free_all(c->site, c->nsites);
}

static void clear_kernels(struct kernels *k)
{
    free(k->what);
    free(k->not_judged);
    free(k->kind);
    free(k->advice);
    free_all(k->line, k->nlines);
}

static void clear_ranked(struct ranked *r)
{
    free(r->what);
    free(r->not_judged);
    free(r->kind);
    free(r->advice);
    free(r->order);
    for (size_t i = 0; i < r->nlines; i++)
        free(r->line[i].text);
}

/* --- all records --------------------------------------------------------- */

void facts_read(const json_t *records, enum flavour flavour,
                struct facts *facts)
{
    *facts = (struct facts){.ran = true, .output = text_copy("")};
    findings_init(&facts->findings);
    for (size_t i = 0; i < json_array_size(records); i++) {
        const json_t *record = json_array_get(records, i);
        const char *kind = string(record, "record");
        if (strcmp(kind, "test") == 0)
            read_test(record, facts);
        else if (strcmp(kind, "log") == 0)
            read_log(record, flavour, facts);
        else if (strcmp(kind, "speed") == 0)
            read_speed(record, facts);
        else if (strcmp(kind, "explore") == 0)
            read_explored(record, facts);
        else if (strcmp(kind, "virtual") == 0)
            read_timed(record, facts);
        else if (strcmp(kind, "predict") == 0)
            read_predicted(record, facts);
        else if (strcmp(kind, "ranks") == 0)
            read_ranked(record, facts);
        else if (strcmp(kind, "count") == 0)
            read_counted(record, facts);
        else if (strcmp(kind, "kernels") == 0)
            read_kernels(record, facts);
        else if (strcmp(kind, "gpu") == 0)
            read_gpu(record, facts);
    }
}

void facts_clear(struct facts *facts)
{
    if (!facts->ran)
        return;
    for (size_t i = 0; i < facts->nfailures; i++) {
        free(facts->failures[i].title);
        free(facts->failures[i].message);
        free(facts->failures[i].output);
    }
    for (size_t i = 0; i < facts->nspeeds; i++)
        free(facts->speeds[i].what);
    for (size_t i = 0; i < facts->nexplored; i++) {
        free(facts->explored[i].what);
        free(facts->explored[i].title);
        free(facts->explored[i].scenario);
        free(facts->explored[i].not_judged);
        interleaving_free(facts->explored[i].shown);
    }
    for (size_t i = 0; i < facts->ntimed; i++) {
        free(facts->timed[i].what);
        free(facts->timed[i].not_timed);
        free(facts->timed[i].line.name);
        free(facts->timed[i].lock.name);
    }
    for (size_t i = 0; i < facts->npredicted; i++)
        free(facts->predicted[i].what);
    for (size_t i = 0; i < facts->nranked; i++)
        clear_ranked(&facts->ranked[i]);
    for (size_t i = 0; i < facts->ncounted; i++)
        clear_counted(&facts->counted[i]);
    for (size_t i = 0; i < facts->nkernels; i++)
        clear_kernels(&facts->kernels[i]);
    for (size_t i = 0; i < facts->ngpu; i++) {
        free(facts->gpu[i].what);
        free(facts->gpu[i].not_judged);
    }
    free(facts->output);
    free(facts->seen);
    findings_clear(&facts->findings);
    *facts = (struct facts){0};
}
