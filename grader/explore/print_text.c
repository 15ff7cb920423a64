/*
 * The report for people: sentences, then one column per thread.
 *
 * Neighbouring steps of one thread on one source line make one row: the line,
 * and below it what its steps did.
 */
#define _GNU_SOURCE
#include <string.h>

#include "explore.h"
#include "names.h"

#define WIDTH 80
#define NUMBER_WIDTH 7 /* step number and mark */
#define MAX_COLUMNS 4
#define ROWS_FIRST 10 /* of a long table */
#define ROWS_LAST 34
#define ROW_MOST 8 /* steps that are shown of one row */

struct table {
    FILE *stream;
    const struct explore_evidence *evidence;
    unsigned columns[MAX_COLUMNS]; /* thread of each column */
    unsigned count;                /* of columns; 0: too many threads */
    unsigned width;                /* of a column */
};

/* Steps [from, to) that make one row. */
struct row {
    size_t from, to;
};

static bool table_has(const struct table *table, unsigned thread)
{
    for (unsigned i = 0; i < table->count; i++)
        if (table->columns[i] == thread)
            return true;
    return false;
}

static void table_find_columns(struct table *table)
{
    for (unsigned thread = 0; thread < table->evidence->threads; thread++) {
        bool acts = false;
        for (size_t i = 0; i < table->evidence->count; i++)
            acts = acts || table->evidence->steps[i].thread == thread;
        if (!acts || table_has(table, thread))
            continue;
        if (table->count == MAX_COLUMNS) {
            table->count = 0;
            break;
        }
        table->columns[table->count++] = thread;
    }
    table->width =
        (WIDTH - NUMBER_WIDTH) / (table->count ? table->count : 1) - 1;
}

static unsigned table_column(const struct table *table, unsigned thread)
{
    for (unsigned i = 0; i < table->count; i++)
        if (table->columns[i] == thread)
            return i;
    return 0;
}

/* One line of the table, `text` in the column of `thread`, cut to fit. */
static void table_line(const struct table *table, const char *number,
                       unsigned thread, const char *text)
{
    unsigned column = table_column(table, thread);
    int length = (int)strcspn(text, "\n");
    int most = (int)table->width;
    fprintf(table->stream, "%-*s%*s%.*s%s\n", NUMBER_WIDTH, number,
            (int)(column * (table->width + 1)), "",
            length > most ? most - 2 : length, text, length > most ? ".." : "");
}

static size_t row_end(const struct explore_evidence *evidence, size_t from)
{
    const struct explore_step *first = &evidence->steps[from];
    size_t to = from + 1;
    while (to < evidence->count && !evidence->steps[to - 1].fatal &&
           evidence->steps[to].thread == first->thread &&
           evidence->steps[to].line == first->line)
        to++;
    return to;
}

static void table_row(const struct table *table, struct row row)
{
    const struct explore_step *first = &table->evidence->steps[row.from];
    char number[16], text[NAME_SIZE];
    struct name thread = name_thread(first->thread);
    const char *who = table->count ? "" : thread.text;
    bool fatal = table->evidence->steps[row.to - 1].fatal;
    snprintf(number, sizeof number, "%c%5u", fatal ? '>' : ' ', first->number);
    snprintf(text, sizeof text, "%s%s%u %s", who, *who ? ": " : "", first->line,
             first->source ? first->source : "");
    table_line(table, number, first->thread, text);
    for (size_t i = row.from; i < row.to; i++) {
        if (row.to - row.from > ROW_MOST && i == row.from + ROW_MOST / 2) {
            i = row.to - ROW_MOST / 2;
            table_line(table, "", first->thread, " ...");
        }
        snprintf(text, sizeof text, " %s", table->evidence->steps[i].what);
        table_line(table, "", first->thread, text);
    }
}

static void table_head(const struct table *table)
{
    fprintf(table->stream, "%-*s", NUMBER_WIDTH, "  step");
    for (unsigned i = 0; i < table->count; i++) {
        bool last = i + 1 == table->count;
        fprintf(table->stream, "%-*s", last ? 0 : (int)table->width + 1,
                name_thread(table->columns[i]).text);
    }
    fputc('\n', table->stream);
}

static void table_print(struct table *table)
{
    const struct explore_evidence *evidence = table->evidence;
    size_t rows = 0, number = 0;
    table_find_columns(table);
    table_head(table);
    for (size_t i = 0; i < evidence->count; i = row_end(evidence, i))
        rows++;
    size_t skip_to = rows > ROWS_FIRST + ROWS_LAST ? rows - ROWS_LAST : 0;
    for (size_t i = 0; i < evidence->count; number++) {
        struct row row = {i, row_end(evidence, i)};
        i = row.to;
        if (number == ROWS_FIRST && skip_to > number)
            fprintf(table->stream, "%*s... %zu rows left out ...\n",
                    NUMBER_WIDTH, "", skip_to - number);
        if (number >= ROWS_FIRST && number < skip_to)
            continue;
        table_row(table, row);
        if (evidence->left_out && row.to == evidence->left_out_after)
            fprintf(table->stream, "%*s... %zu steps left out ...\n",
                    NUMBER_WIDTH, "", evidence->left_out);
    }
}

/* Bytes of `line` that fit in `room`, cut between words. */
static size_t print_fitting(const char *line, size_t length, size_t room)
{
    if (length <= room)
        return length;
    for (size_t fit = room; fit; fit--)
        if (line[fit] == ' ')
            return fit;
    return length;
}

/* Prints lines by two columns to the right, and breaks those too long. */
static void print_indented(FILE *stream, const char *text)
{
    while (*text) {
        size_t length = strcspn(text, "\n"), indent = 2;
        while (length) {
            size_t part = print_fitting(text, length, WIDTH - indent);
            fprintf(stream, "%*s%.*s\n", (int)indent, "", (int)part, text);
            part += part < length;
            text += part;
            length -= part;
            indent = 6;
        }
        text += *text == '\n';
    }
}

static void print_finding(FILE *stream, const struct explore_report *report,
                          const struct explore_finding *finding)
{
    fprintf(stream, "\n%s\n", finding->title);
    if (!finding->text)
        return;
    print_indented(stream, finding->text);
    fprintf(stream, "\n  Schedule %s: %u preemption%s%s.\n", finding->schedule,
            finding->preemptions, finding->preemptions == 1 ? "" : "s",
            finding->fewest ? ", the fewest that show it" : "");
    if (report->schedules > 1)
        fprintf(stream,
                "  Seen in %lu of %lu schedules, first in number %lu.\n",
                finding->count, report->schedules, finding->first);
    fputc('\n', stream);
    struct table table = {.stream = stream, .evidence = &finding->evidence};
    table_print(&table);
}

/* Nothing was found; and how far the search came. */
static void print_silence(FILE *stream, const char *name,
                          const struct explore_report *report)
{
    fprintf(stream, "%s: nothing found in %lu schedule%s%s.\n", name,
            report->schedules, report->schedules == 1 ? "" : "s",
            report->exhausted ? ",\namong them all with few preemptions"
            : report->cut     ? ",\nthe last of which was not followed to its "
                                "end"
                              : "");
    if (report->late)
        fprintf(stream,
                "The time was up before the other schedules: -t gives more.\n");
}

static void print_verdict(FILE *stream, const char *name,
                          const struct explore_report *report)
{
    if (report->not_judged && !report->count)
        fprintf(stream, "%s: not explored because\n%s.\n", name,
                report->not_judged);
    else if (report->count)
        fprintf(stream, "%s: %zu mistake%s found in %lu schedule%s.\n", name,
                report->count, report->count == 1 ? "" : "s", report->schedules,
                report->schedules == 1 ? "" : "s");
    else
        print_silence(stream, name, report);
}

void explore_print_text(FILE *stream, const char *name,
                        const struct explore_report *report)
{
    print_verdict(stream, name, report);
    for (size_t i = 0; i < report->count; i++)
        print_finding(stream, report, &report->findings[i]);
}
