/*
 * interleaving_table.c - one column per thread.
 *
 * Neighbouring steps of one thread on one source line make one row: the
 * line, and below it what its steps did. A step that is a call of a lock or
 * the like says all by itself.
 */
#include <stdio.h>
#include <string.h>

#include "interleaving.h"
#include "text.h"
#include "utf8.h"

enum {
    COLUMNS = 4,    /* more threads are named in the one column there is */
    NUMBER = 7,     /* columns for the mark and the number of the step */
    ROWS_FIRST = 8, /* of a long table */
    ROWS_LAST = 30,
    VALUES_FIRST = 3, /* of a line that touches very many */
    VALUES_LAST = 4,
};

struct table {
    const struct interleaving *i;
    const char *file;
    size_t first; /* step: what comes before is not shown */
    unsigned thread[COLUMNS];
    unsigned count; /* of columns; 0: too many threads */
    unsigned width; /* of a column */
    struct text *to;
};

static bool shown(const struct table *t, size_t s)
{
    const struct interleaving_step *step = &t->i->steps[s];
    return step->call || strcmp(step->file, t->file) == 0;
}

/* The main thread prepares what the others work on. */
static size_t find_first(const struct interleaving *i)
{
    for (size_t s = 0; s < i->shown; s++)
        if (i->steps[s].thread != 0)
            return s;
    return 0;
}

static unsigned column_of(const struct table *t, unsigned thread)
{
    unsigned c = 0;
    while (c < t->count && t->thread[c] != thread)
        c++;
    return c;
}

static bool acts(const struct table *t, unsigned thread)
{
    for (size_t s = t->first; s < t->i->shown; s++)
        if (t->i->steps[s].thread == thread && shown(t, s))
            return true;
    return false;
}

/* Threads by their numbers, those only that have a step to show. */
static void find_columns(struct table *t)
{
    unsigned most = 0;
    for (size_t s = t->first; s < t->i->shown; s++)
        if (t->i->steps[s].thread > most)
            most = t->i->steps[s].thread;
    for (unsigned thread = 0; thread <= most; thread++) {
        if (!acts(t, thread))
            continue;
        if (t->count == COLUMNS) {
            t->count = 0;
            return;
        }
        t->thread[t->count++] = thread;
    }
}

static const char *thread_name(unsigned thread, char room[24])
{
    if (thread == 0)
        return "main";
    snprintf(room, 24, "thread %u", thread);
    return room;
}

/* `text` in the column of a thread, cut to fit. */
static void add_cell(struct table *t, unsigned thread, const char *text)
{
    unsigned column = t->count == 0 ? 0 : column_of(t, thread);
    size_t length = strcspn(text, "\n"), most = t->width - 1;
    size_t fits = utf8_fit(text, length, most);
    if (fits < length)
        fits = utf8_fit(text, length, most - 2);
    text_addf(t->to, "%*s%.*s%s\n", (int)(column * t->width), "", (int)fits,
              text, fits < length ? ".." : "");
}

/* The step after `s` that belongs to another row. */
static size_t row_end(const struct table *t, size_t s)
{
    const struct interleaving_step *steps = t->i->steps;
    size_t end = s + 1;
    while (end < t->i->shown && !steps[s].call && !steps[end].call &&
           !steps[end - 1].fatal && shown(t, end) &&
           steps[end].thread == steps[s].thread &&
           steps[end].line == steps[s].line)
        end++;
    return end;
}

static size_t next_row(const struct table *t, size_t s)
{
    while (s < t->i->shown && !shown(t, s))
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
    return strncmp(step->what, "address ", 8) != 0;
}

static void add_value(struct table *t, unsigned thread, const char *what)
{
    char cell[256];
    snprintf(cell, sizeof cell, " %s", what);
    text_addf(t->to, "%*s", NUMBER, "");
    add_cell(t, thread, cell);
}

static void add_values(struct table *t, size_t from, size_t end)
{
    size_t named = 0, n = 0;
    for (size_t s = from; s < end; s++)
        named += has_name(&t->i->steps[s]);
    bool many = named > VALUES_FIRST + 1 + VALUES_LAST;
    for (size_t s = from; s < end; s++) {
        const struct interleaving_step *step = &t->i->steps[s];
        if (!has_name(step))
            continue;
        if (!many || n < VALUES_FIRST || n >= named - VALUES_LAST)
            add_value(t, step->thread, step->what);
        else if (n == VALUES_FIRST)
            add_value(t, step->thread, "...");
        n++;
    }
}

static void add_row(struct table *t, size_t from, size_t end)
{
    const struct interleaving_step *first = &t->i->steps[from];
    bool alone = end == from + 1 && speaks(first);
    char room[24], cell[256], who[32] = "", line[16] = "";
    if (t->count == 0)
        snprintf(who, sizeof who, "%s: ", thread_name(first->thread, room));
    if (!first->call)
        snprintf(line, sizeof line, "%u ", first->line);
    snprintf(cell, sizeof cell, "%s%s%s", who, line,
             alone ? first->what : first->source);
    text_addf(t->to, "%c%5u ", t->i->steps[end - 1].fatal ? '>' : ' ',
              first->number);
    add_cell(t, first->thread, cell);
    if (!alone)
        add_values(t, from, end);
}

static void add_head(struct table *t)
{
    char room[24];
    text_addf(t->to, "%-*s", NUMBER, "  step");
    for (unsigned c = 0; c < t->count; c++) {
        bool last = c + 1 == t->count;
        text_addf(t->to, "%-*s", last ? 0 : (int)t->width,
                  thread_name(t->thread[c], room));
    }
    text_addf(t->to, "\n");
}

static size_t count_rows(const struct table *t)
{
    size_t rows = 0;
    for (size_t s = next_row(t, t->first); s < t->i->shown;
         s = next_row(t, row_end(t, s)))
        rows++;
    return rows;
}

void interleaving_table(const struct interleaving *i, const char *file,
                        unsigned width, struct text *to)
{
    struct table t = {.i = i, .file = file, .first = find_first(i), .to = to};
    size_t rows = count_rows(&t), row = 0;
    if (rows == 0)
        return;
    find_columns(&t);
    t.width = (width - NUMBER) / (t.count == 0 ? 1 : t.count);
    add_head(&t);
    size_t skip_to = rows > ROWS_FIRST + ROWS_LAST ? rows - ROWS_LAST : 0;
    for (size_t s = next_row(&t, t.first); s < i->shown; row++) {
        size_t end = row_end(&t, s);
        if (row == ROWS_FIRST && skip_to > row)
            text_addf(to, "%*s... %zu rows left out ...\n", NUMBER, "",
                      skip_to - row);
        if (row < ROWS_FIRST || row >= skip_to)
            add_row(&t, s, end);
        s = next_row(&t, end);
    }
}
