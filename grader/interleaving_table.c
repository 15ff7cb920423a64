/*
 * interleaving_table.c - one column per thread.
 *
 * Neighbouring steps of one thread on one source line make one row: the
 * line, and below it what its steps did.
 */
#include <string.h>

#include "interleaving.h"
#include "text.h"
#include "utf8.h"

enum {
    COLUMNS = 4,    /* more threads are named in the one column there is */
    NUMBER = 7,     /* columns for the mark and the number of the step */
    ROWS_FIRST = 8, /* of a long table */
    ROWS_LAST = 30,
};

struct table {
    const struct interleaving *i;
    const char *file;
    unsigned thread[COLUMNS];
    unsigned count; /* of columns; 0: too many threads */
    unsigned width; /* of a column */
    struct text *to;
};

static bool shown(const struct table *t, size_t s)
{
    return strcmp(t->i->steps[s].file, t->file) == 0;
}

static unsigned column_of(const struct table *t, unsigned thread)
{
    unsigned c = 0;
    while (c < t->count && t->thread[c] != thread)
        c++;
    return c;
}

/* Threads by their numbers, those only that have a step to show. */
static void find_columns(struct table *t)
{
    unsigned most = 0;
    for (size_t s = 0; s < t->i->nsteps; s++)
        if (t->i->steps[s].thread > most)
            most = t->i->steps[s].thread;
    for (unsigned thread = 0; thread <= most; thread++)
        for (size_t s = 0; s < t->i->nsteps; s++) {
            if (t->i->steps[s].thread != thread || !shown(t, s))
                continue;
            if (t->count == COLUMNS) {
                t->count = 0;
                return;
            }
            t->thread[t->count++] = thread;
            break;
        }
}

static const char *thread_name(unsigned thread, char room[24])
{
    struct text t;
    if (thread == 0)
        return "main";
    text_init(&t);
    text_addf(&t, "thread %u", thread);
    memcpy(room, t.bytes, t.length + 1);
    text_clear(&t);
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
    while (end < t->i->nsteps && !steps[end - 1].fatal && shown(t, end) &&
           steps[end].thread == steps[s].thread &&
           steps[end].line == steps[s].line)
        end++;
    return end;
}

static size_t next_row(const struct table *t, size_t s)
{
    while (s < t->i->nsteps && !shown(t, s))
        s++;
    return s;
}

static void add_row(struct table *t, size_t from, size_t end)
{
    const struct interleaving_step *first = &t->i->steps[from];
    char room[24];
    struct text line;
    text_init(&line);
    if (t->count == 0)
        text_addf(&line, "%s: ", thread_name(first->thread, room));
    text_addf(&line, "%u %s", first->line, first->source);
    text_addf(t->to, "%c%5u ", t->i->steps[end - 1].fatal ? '>' : ' ',
              first->number);
    add_cell(t, first->thread, line.bytes);
    for (size_t s = from; s < end; s++) {
        line.length = 0;
        text_addf(&line, "  %s", t->i->steps[s].what);
        text_addf(t->to, "%*s", NUMBER, "");
        add_cell(t, first->thread, line.bytes);
    }
    text_clear(&line);
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

void interleaving_table(const struct interleaving *i, const char *file,
                        unsigned width, struct text *to)
{
    struct table t = {.i = i, .file = file, .to = to};
    size_t rows = 0, row = 0;
    find_columns(&t);
    t.width = (width - NUMBER) / (t.count == 0 ? 1 : t.count);
    for (size_t s = next_row(&t, 0); s < i->nsteps;
         s = next_row(&t, row_end(&t, s)))
        rows++;
    if (rows == 0)
        return;
    add_head(&t);
    size_t skip_to = rows > ROWS_FIRST + ROWS_LAST ? rows - ROWS_LAST : 0;
    for (size_t s = next_row(&t, 0); s < i->nsteps; row++) {
        size_t end = row_end(&t, s);
        if (row == ROWS_FIRST && skip_to > row)
            text_addf(to, "%*s... %zu rows left out ...\n", NUMBER, "",
                      skip_to - row);
        if (row < ROWS_FIRST || row >= skip_to)
            add_row(&t, s, end);
        s = next_row(&t, end);
    }
}
