/*
 * interleaving_rows.c - which steps are shown together.
 *
 * Neighbouring steps of one thread on one source line make one row: the line,
 * and what its steps did. A step that is a call of a lock or the like says all
 * by itself.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "interleaving.h"

enum {
    ROWS_FIRST = 8,   /* of many rows, so many at the start */
    ROWS_LAST = 30,   /* and at the end are shown */
    VALUES_FIRST = 3, /* the same of a line that touches very many */
    VALUES_LAST = 4,
};

struct list {
    const struct interleaving *i;
    const char *file;
};

static bool is_theirs(const struct list *l, size_t s)
{
    return strcmp(l->i->steps[s].file, l->file) == 0;
}

/* What goes wrong in code of ours, with data of the learner's, is shown too. */
static bool shown(const struct list *l, size_t s)
{
    const struct interleaving_step *step = &l->i->steps[s];
    return step->call || step->fatal || is_theirs(l, s);
}

/* The main thread prepares what the others work on. */
static size_t find_first(const struct interleaving *i)
{
    for (size_t s = 0; s < i->shown; s++)
        if (i->steps[s].thread != 0)
            return s;
    return 0;
}

/* The step after `s` that belongs to another row. */
static size_t row_end(const struct list *l, size_t s)
{
    const struct interleaving_step *steps = l->i->steps;
    size_t end = s + 1;
    while (end < l->i->shown && !steps[s].call && !steps[end].call &&
           !steps[end - 1].fatal && shown(l, end) &&
           steps[end].thread == steps[s].thread &&
           steps[end].line == steps[s].line &&
           is_theirs(l, end) == is_theirs(l, s))
        end++;
    return end;
}

static size_t next_row(const struct list *l, size_t s)
{
    while (s < l->i->shown && !shown(l, s))
        s++;
    return s;
}

/* "locks q->lock", "signals q->not_empty": not an access. */
static bool speaks(const struct interleaving_step *step)
{
    return strstr(step->what, " is ") == NULL &&
           strstr(step->what, " := ") == NULL;
}

/* What is handed over to the judge has no name in the learner's program. */
static bool has_name(const struct interleaving_step *step)
{
    static const char *const verbs[] = {"", "reads ", "writes "};
    const char *what = step->what;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strncmp(what, verbs[i], strlen(verbs[i])) == 0 &&
            strncmp(what + strlen(verbs[i]), "address ", 8) == 0)
            return false;
    return true;
}

/* What a step of ours, or one that is no access, says of itself. */
static const char *own_words(const struct interleaving_step *step, bool theirs)
{
    bool reads = strncmp(step->what, "reads ", 6) == 0 ||
                 strstr(step->what, " is ") != NULL;
    return theirs || reads || has_name(step) ? step->what : "gives its result";
}

/* To read once more what a row has read already says nothing. */
static bool is_said(const struct interleaving_row *row, const char *what)
{
    for (size_t i = row->nvalues; i > 0; i--) {
        if (strcmp(row->values[i - 1], what) == 0)
            return strstr(what, " is ") != NULL;
        if (strstr(row->values[i - 1], " := ") != NULL)
            return false;
    }
    return false;
}

static void shorten(struct interleaving_row *row)
{
    const size_t most = VALUES_FIRST + 1 + VALUES_LAST;
    if (row->nvalues <= most)
        return;
    row->values[VALUES_FIRST] = "...";
    memmove(&row->values[VALUES_FIRST + 1],
            &row->values[row->nvalues - VALUES_LAST],
            VALUES_LAST * sizeof *row->values);
    row->nvalues = most;
}

static struct interleaving_row make_row(const struct list *l, size_t from,
                                        size_t end)
{
    const struct interleaving *i = l->i;
    const struct interleaving_step *first = &i->steps[from];
    bool theirs = is_theirs(l, from);
    bool alone = end == from + 1 && (speaks(first) || !theirs);
    struct interleaving_row row = {
        .number = first->number,
        .thread = first->thread,
        .line = theirs ? first->line : 0,
        .text = alone ? own_words(first, theirs) : first->source,
        .fatal = i->steps[end - 1].fatal,
        .values = calloc(end - from + 1, sizeof *row.values),
    };
    if (row.values == NULL)
        die("out of memory");
    for (size_t s = from; s < end && !alone; s++)
        if (has_name(&i->steps[s]) && !is_said(&row, i->steps[s].what))
            row.values[row.nvalues++] = i->steps[s].what;
    shorten(&row);
    return row;
}

/* The main thread alone, when all others have ended: the calls say enough of
 * what it still does. */
static void leave_out_end(struct interleaving_rows *r)
{
    size_t end = r->count;
    while (end > 0 && r->list[end - 1].thread == 0)
        end--;
    for (size_t i = end; i < r->count; i++)
        if (r->list[i].line == 0 || r->list[i].fatal)
            r->list[end++] = r->list[i];
        else
            free(r->list[i].values);
    r->count = end;
}

/* Of too many rows, what comes between the first and the last is left out. */
static void leave_out(struct interleaving_rows *r)
{
    if (r->count > ROWS_FIRST + ROWS_LAST)
        leave_out_end(r);
    if (r->count <= ROWS_FIRST + ROWS_LAST)
        return;
    size_t last = r->count - ROWS_LAST;
    for (size_t i = ROWS_FIRST; i < last; i++)
        free(r->list[i].values);
    memmove(&r->list[ROWS_FIRST], &r->list[last], ROWS_LAST * sizeof *r->list);
    r->left_out = last - ROWS_FIRST;
    r->gap = ROWS_FIRST;
    r->count = ROWS_FIRST + ROWS_LAST;
}

struct interleaving_rows interleaving_rows(const struct interleaving *i,
                                           const char *file)
{
    struct list l = {i, file};
    struct interleaving_rows r = {.list = calloc(i->shown + 1, sizeof *r.list)};
    if (r.list == NULL)
        die("out of memory");
    for (size_t s = next_row(&l, find_first(i)), end; s < i->shown;
         s = next_row(&l, end)) {
        end = row_end(&l, s);
        r.list[r.count++] = make_row(&l, s, end);
    }
    leave_out(&r);
    return r;
}

void interleaving_rows_free(struct interleaving_rows *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->list[i].values);
    free(r->list);
}

static json_t *row_json(const struct interleaving_row *row)
{
    json_t *values = json_array();
    for (size_t i = 0; i < row->nvalues; i++)
        json_array_append_new(values, json_string(row->values[i]));
    return json_pack("{si, si, si, ss, so, sb}", "step", (int)row->number,
                     "thread", (int)row->thread, "line", (int)row->line, "text",
                     row->text, "values", values, "fatal", (int)row->fatal);
}

json_t *interleaving_json(const struct interleaving *i, const char *file)
{
    struct interleaving_rows r = interleaving_rows(i, file);
    json_t *rows = json_array();
    for (size_t k = 0; k < r.count; k++) {
        json_t *row = row_json(&r.list[k]);
        if (r.left_out > 0 && k == r.gap)
            json_object_set_new(row, "left_out_before",
                                json_integer((json_int_t)r.left_out));
        json_array_append_new(rows, row);
    }
    interleaving_rows_free(&r);
    return json_pack("{ss, ss, si, so}", "title", i->title, "schedule",
                     i->schedule, "preemptions", (int)i->preemptions, "rows",
                     rows);
}
