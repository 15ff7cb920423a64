/* interleaving_table.c - the rows as text, one column per thread. */
#include <stdio.h>
#include <string.h>

#include "interleaving.h"
#include "text.h"
#include "utf8.h"

enum {
    COLUMNS = 4, /* more threads are named in the one column there is */
    NUMBER = 7,  /* columns for the mark and the number of the step */
};

struct table {
    struct interleaving_rows rows;
    unsigned thread[COLUMNS];
    unsigned count; /* of columns; 0: too many threads */
    unsigned width; /* of a column */
    struct text *to;
};

static unsigned column_of(const struct table *t, unsigned thread)
{
    unsigned c = 0;
    while (c < t->count && t->thread[c] != thread)
        c++;
    return c;
}

static bool acts(const struct table *t, unsigned thread)
{
    for (size_t i = 0; i < t->rows.count; i++)
        if (t->rows.list[i].thread == thread)
            return true;
    return false;
}

/* Threads by their numbers, those only that have a row. */
static void find_columns(struct table *t)
{
    unsigned most = 0;
    for (size_t i = 0; i < t->rows.count; i++)
        if (t->rows.list[i].thread > most)
            most = t->rows.list[i].thread;
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

static void add_row(struct table *t, const struct interleaving_row *row)
{
    char room[24], cell[256], who[32] = "", line[16] = "";
    if (t->count == 0)
        snprintf(who, sizeof who, "%s: ", thread_name(row->thread, room));
    if (row->line > 0)
        snprintf(line, sizeof line, "%u ", row->line);
    snprintf(cell, sizeof cell, "%s%s%s", who, line, row->text);
    text_addf(t->to, "%c%5u ", row->fatal ? '>' : ' ', row->number);
    add_cell(t, row->thread, cell);
    for (size_t i = 0; i < row->nvalues; i++) {
        snprintf(cell, sizeof cell, " %s", row->values[i]);
        text_addf(t->to, "%*s", NUMBER, "");
        add_cell(t, row->thread, cell);
    }
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
    struct table t = {.rows = interleaving_rows(i, file), .to = to};
    if (t.rows.count > 0) {
        find_columns(&t);
        t.width = (width - NUMBER) / (t.count == 0 ? 1 : t.count);
        add_head(&t);
    }
    for (size_t r = 0; r < t.rows.count; r++) {
        if (t.rows.left_out > 0 && r == t.rows.gap)
            text_addf(to, "%*s... %zu rows left out ...\n", NUMBER, "",
                      t.rows.left_out);
        add_row(&t, &t.rows.list[r]);
    }
    interleaving_rows_free(&t.rows);
}
