/* finding_print.c - a finding as the learner reads it. */
#include <stdio.h>
#include <string.h>

#include "finding.h"
#include "finding_words.h"
#include "utf8.h"

enum { LINE_WIDTH = 72 }; /* leaves room for the margin of a report */

static const char *const verbs[] = {
    [ACCESS_READS] = "reads",     [ACCESS_WRITES] = "writes",
    [ACCESS_FREES] = "frees",     [ACCESS_LOCKS] = "locks",
    [ACCESS_UNLOCKS] = "unlocks", [ACCESS_STARTS] = "starts a thread",
    [ACCESS_CRASHES] = "crashes", [ACCESS_CALLS] = "makes this call",
};

static int columns(const char *text)
{
    return (int)utf8_columns(text, strlen(text));
}

/* Write the words of the texts behind an indent, broken at the margin. */
static void print_wrapped(FILE *to, int indent, const char *text)
{
    int column = 0;

    text += strspn(text, " ");
    while (*text) {
        char word[256];
        size_t length = strcspn(text, " ");

        finding_keep(word, sizeof word, text, length);
        text += length + strspn(text + length, " ");
        if (column && column + 1 + columns(word) > LINE_WIDTH) {
            fputc('\n', to);
            column = 0;
        }
        column += fprintf(to, "%*s", column ? 1 : indent, "");
        fputs(word, to);
        column += columns(word);
    }
    if (column)
        fputc('\n', to);
}

/* "data race on 'hits' (global, 8 bytes)" */
static void print_title(const struct finding *finding, FILE *to)
{
    const struct memory *memory = &finding->memory;
    const char *between = finding->kind == FINDING_RACE ? " on" : ":";
    char line[512] = "";

    finding_add(line, sizeof line, "%s", finding_title(finding));
    if (memory->name[0]) {
        finding_add(line, sizeof line, "%s '%s' (%s", between, memory->name,
                    finding_memory(finding));
        if (memory->size)
            finding_add(line, sizeof line, ", %lu bytes", memory->size);
        finding_add(line, sizeof line, ")");
    } else if (memory->kind != MEMORY_UNKNOWN) {
        finding_add(line, sizeof line, "%s a %s", between, finding->variable);
    }
    if (finding->count > 1)
        finding_add(line, sizeof line, ", seen %u times", finding->count);
    print_wrapped(to, 0, line);
}

/* "thread 2 writes, holding no lock" */
static void describe_access(char *to, size_t room,
                            const struct finding *finding,
                            const struct access *access)
{
    finding_add_thread(to, room, access->thread);
    finding_add(to, room, " %s%s", access->atomic ? "atomically " : "",
                verbs[access->verb]);
    if (access->takes >= 0) {
        finding_add(to, room, " ");
        finding_add_locks(to, room, finding, 1u << access->takes);
    }
    if (access->locks_known) {
        finding_add(to, room, ", holding ");
        finding_add_locks(to, room, finding, access->held);
        finding_add(to, room, "%s", access->held ? "" : "no lock");
    }
}

/* One row of the table of accesses. */
struct row {
    char place[112];
    char who[256];
};

static void row_fill(struct row *row, const struct finding *finding,
                     const struct access *access)
{
    const struct frame *frame = stack_place(&access->stack);

    row->place[0] = row->who[0] = '\0';
    finding_add_place(row->place, sizeof row->place, "", frame);
    if (!row->place[0])
        finding_add(row->place, sizeof row->place, "%s",
                    frame->function[0] ? frame->function : "(line not known)");
    describe_access(row->who, sizeof row->who, finding, access);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Text in a column; what is too wide is cut. */
static void print_cell(FILE *to, const char *text, int width)
{
    size_t fits = utf8_fit(text, strlen(text), (size_t)width);
    fwrite(text, 1, fits, to);
    fprintf(to, "%*s", width - (int)utf8_columns(text, fits), "");
}

/* Place, source and who in one line where it fits, else who in the next. */
static void print_accesses(const struct finding *finding, FILE *to)
{
    struct row row[2];
    bool one_line;
    int place = 0, source = 0, who = 0, room;

    for (unsigned i = 0; i < finding->accesses; i++) {
        row_fill(&row[i], finding, &finding->access[i]);
        place = larger(place, columns(row[i].place));
        source = larger(source, columns(finding->access[i].source));
        who = larger(who, columns(row[i].who));
    }
    place = smaller(place, 48);
    room = LINE_WIDTH - 2 - place - 3;
    one_line = source + (source ? 3 : 0) + who <= room;
    for (unsigned i = 0; i < finding->accesses; i++) {
        const char *text = finding->access[i].source;

        fprintf(to, "  ");
        print_cell(to, row[i].place, place);
        fprintf(to, "   ");
        print_cell(to, text, one_line ? source : smaller(columns(text), room));
        fprintf(to, !one_line ? "\n" : source ? "   " : "");
        if (one_line)
            fprintf(to, "%s\n", row[i].who);
        else
            print_wrapped(to, 6, row[i].who);
    }
}

/* Where the threads of the accesses came from, in the learner's lines. */
static void print_origins(const struct finding *finding, FILE *to)
{
    int last = 0;

    for (unsigned i = 0; i < finding->accesses; i++) {
        const struct access *access = &finding->access[i];
        char line[160] = "";

        if (!access->created.own || access->thread == last)
            continue;
        last = access->thread;
        finding_add_thread(line, sizeof line, access->thread);
        finding_add_place(line, sizeof line, " was started at ",
                          stack_place(&access->created));
        print_wrapped(to, 2, line);
    }
}

void finding_print(const struct finding *finding, FILE *to)
{
    char advice[512] = "";

    print_title(finding, to);
    print_accesses(finding, to);
    print_origins(finding, to);
    finding_add(advice, sizeof advice, "%s ", finding->missing);
    finding_add(advice, sizeof advice, "%s", finding->direction);
    print_wrapped(to, 0, advice);
}
