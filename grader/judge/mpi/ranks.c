/* ranks.c - see ranks.h */
#include "ranks.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../mpi/board.h"
#include "../record.h"
#include "../session.h"
#include "host.h"
#include "job.h"

enum { LINES_SHOWN = 8 };

/* In the order in which they are named: what comes later may only follow. */
static const struct {
    enum finding_kind kind;
    enum cause cause;
} causes[] = {
    {FINDING_FLOOD, CAUSE_FLOOD},           {FINDING_MEMORY, CAUSE_MEMORY},
    {FINDING_CRASH, CAUSE_CRASH},           {FINDING_EXIT, CAUSE_EXIT},
    {FINDING_MISSING_FINALIZE, CAUSE_EXIT}, {FINDING_BUFFER_RACE, CAUSE_RACE},
    {FINDING_WINDOW_RACE, CAUSE_RACE},      {FINDING_THREAD_RACE, CAUSE_RACE},
    {FINDING_MESSAGE_RACE, CAUSE_ORDER},    {FINDING_DEADLOCK, CAUSE_HANG},
    {FINDING_UNSAFE_SEND, CAUSE_UNSAFE},    {FINDING_HANG, CAUSE_LOOP},
    {FINDING_WRONG, CAUSE_WRONG},           {FINDING_OWN_COPY, CAUSE_SLOW},
};

/* Its place in the table; all others are about MPI's rules, and come before
 * what may follow from them, but for a crash and a race. */
static unsigned place_of_kind(enum finding_kind kind)
{
    unsigned i = 0;
    const unsigned rules = 8;
    while (i < sizeof causes / sizeof *causes && causes[i].kind != kind)
        i++;
    return i < sizeof causes / sizeof *causes ? 2 * i : 2 * rules - 1;
}

static enum cause cause_of(enum finding_kind kind)
{
    unsigned place = place_of_kind(kind);
    return place % 2 == 0 ? causes[place / 2].cause : CAUSE_MPI;
}

static int first_finding(const struct result *r)
{
    int first = 0;
    for (int i = 1; i < r->findings; i++)
        if (place_of_kind(r->found[i].finding.kind) <
            place_of_kind(r->found[first].finding.kind))
            first = i;
    return first;
}

static json_t *lines_of(const struct finding *f)
{
    json_t *lines = json_array();
    for (int i = 0; i < f->lines && i < LINES_SHOWN; i++)
        json_array_append_new(
            lines,
            json_pack("{si, so, sI, sI}", "rank", f->line[i].rank, "text",
                      record_text(f->line[i].text,
                                  strnlen(f->line[i].text, FINDING_TEXT)),
                      "place", (json_int_t)f->line[i].place, "caller",
                      (json_int_t)f->line[i].caller));
    if (f->lines > LINES_SHOWN)
        json_array_append_new(lines,
                              json_pack("{si, ss, si, si}", "rank", -1, "text",
                                        "and so on", "place", 0, "caller", 0));
    return lines;
}

static unsigned programs; /* of this check, so far */

/* A replay runs one program, in one order. */
static bool is_left_out(struct orders *orders)
{
    const struct session *options = session_options();
    char number[16];
    snprintf(number, sizeof number, "%u", ++programs);
    orders->only = options->schedule;
    return options->schedule != NULL && options->scenario != NULL &&
           strcmp(options->scenario, number) != 0;
}

static void write_record(const char *what, const struct result *r,
                         const struct finding *f, const char *order,
                         const char *why)
{
    json_t *record = json_pack(
        "{ss, ss, si, si, si, sb, ss}", "record", "ranks", "what", what,
        "program", (int)programs, "ranks", (int)job.ranks, "runs", r->runs,
        "all", r->all_orders, "not_judged", why == NULL ? "" : why);
    size_t length;
    const char *output = host_output(&length);
    json_object_set_new(record, "output", record_text(output, length));
    if (f != NULL)
        json_object_set_new(record, "finding",
                            json_pack("{ss, ss, ss, so, ss}", "kind",
                                      finding_word(f->kind), "meaning",
                                      finding_meaning(f->kind), "advice",
                                      finding_advice(f->kind), "lines",
                                      lines_of(f), "order", order));
    record_write(record);
}

/* The sentence of the judge that a wrong result goes with, if there is one. */
static const char *wrong_sentence(const struct result *r)
{
    for (int i = 0; i < r->findings; i++)
        if (r->found[i].finding.kind == FINDING_WRONG)
            return r->found[i].finding.line[0].text;
    return NULL;
}

static void conclude(const char *what, const struct result *r, const char *why)
{
    if (r->findings == 0) {
        write_record(what, r, NULL, "", why);
        return;
    }
    int first = first_finding(r);
    const struct finding *f = &r->found[first].finding;
    const char *wrong = wrong_sentence(r);
    write_record(what, r, f, r->found[first].order, NULL);
    if (f->kind == FINDING_WRONG && wrong != NULL)
        judge_fail(strstr(wrong, "wrote outside") ? CAUSE_OUTSIDE : CAUSE_WRONG,
                   "%s", wrong);
    if (f->kind == FINDING_MESSAGE_RACE && wrong != NULL)
        judge_fail(CAUSE_ORDER, "in some order of arrival %s", wrong);
    judge_fail(cause_of(f->kind), "%s", finding_meaning(f->kind));
}

long ranks_thread_calls(unsigned rank)
{
    return board == NULL ? 0 : (long)board->rank[rank].thread_calls;
}

static void run(struct orders *orders, const char *what,
                void (*check)(void *data), void *data)
{
    static struct result result;
    const char *why = NULL;
    struct host_check checks = {check, data};
    session_leave_out();
    if (is_left_out(orders))
        return;
    if (session_options()->layer == NULL) {
        fprintf(stderr, "judge: a suite with ranks needs --layer\n");
        exit(4);
    }
    host_orders(orders, &checks, &result, &why);
    conclude(what, &result, why);
}

void ranks_run(const char *what, void (*check)(void *data), void *data)
{
    struct orders orders = {.buffered = true, .most = 1, .seconds = 60};
    run(&orders, what, check, data);
}

void ranks_orders(const char *what, unsigned most, void (*check)(void *data),
                  void *data)
{
    struct orders orders = {.most = (int)most, .seconds = 30};
    run(&orders, what, check, data);
}

/* --- counting ------------------------------------------------------------ */

/* Those that are limited. */
static json_t *figures_json(const struct ranks_figures *got,
                            const struct ranks_figures *least)
{
    const struct {
        const char *name;
        double got, least;
    } all[] = {
        {"rounds", got->rounds, least->rounds},
        {"messages", got->messages, least->messages},
        {"messages of one rank", got->most, least->most},
        {"bytes", got->bytes, least->bytes},
        {"us by the model", 1e6 * got->seconds, 1e6 * least->seconds},
    };
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].least > 0)
            json_array_append_new(
                list, json_pack("{ss, sf, sf}", "name", all[i].name, "got",
                                all[i].got, "least", all[i].least));
    return list;
}

void ranks_count(const char *what, const struct ranks_figures *least,
                 void (*check)(void *data), void *data)
{
    struct session_failure failure;
    struct ranks_figures figures;
    enum cause cause;
    const char *said = host_count(&figures, &cause);
    if (said != NULL)
        judge_fail(cause, "on %u ranks: %s", job.ranks, said);
    if (!session_try(check, data, &failure))
        judge_fail(failure.cause, "on %u ranks %s", job.ranks, failure.message);
    char where[160];
    snprintf(where, sizeof where, "%s on %u ranks", what, job.ranks);
    if (figures.inside > 0) /* whoever makes a communicator does not see them */
        snprintf(where + strlen(where), sizeof where - strlen(where),
                 " (%.0f messages inside collectives)", figures.inside);
    record_write(json_pack("{ss, ss, so}", "record", "count", "what", where,
                           "figures", figures_json(&figures, least)));
}
