#include "report.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_note(const struct found *found)
{
    return !strcmp(found->kind, "note");
}

static bool is_unjudged(const struct found *found)
{
    return !strcmp(found->kind, "not-judged") ||
           !strcmp(found->kind, "too-long");
}

/* Several places of one kind of mistake are one finding a pair of lines. */
static struct found *report_same(struct report *report, const struct found *new)
{
    for (int i = 0; i < report->count; i++) {
        struct found *old = &report->found[i];
        if (!strcmp(old->kind, new->kind) && old->lines[0] == new->lines[0] &&
            old->lines[1] == new->lines[1])
            return old;
    }
    return NULL;
}

static void report_doubt(struct report *report, const struct found *new)
{
    if (!report->doubt.kind) {
        report->doubt = *new;
        return;
    }
    report->doubt.runs++;
    free(new->line);
}

static void report_add(struct report *report, char *line, long seed)
{
    struct found new = {.line = line, .seed = seed, .runs = 1};
    char *rest = line;
    line[strcspn(line, "\n")] = '\0';
    new.kind = strsep(&rest, "\t");
    const char *first = strsep(&rest, "\t"), *second = strsep(&rest, "\t");
    new.lines[0] = first ? atoi(first) : 0;
    new.lines[1] = second ? atoi(second) : 0;
    while (rest && new.texts < REPORT_TEXTS)
        new.text[new.texts++] = strsep(&rest, "\t");
    if (!strcmp(new.kind, "doubt")) {
        report_doubt(report, &new);
        return;
    }
    struct found *old = report_same(report, &new);
    if (old)
        old->runs++;
    if (old || report->count == REPORT_MOST || !new.texts)
        free(line);
    else
        report->found[report->count++] = new;
}

void report_read(struct report *report, const char *file, long seed)
{
    FILE *input = fopen(file, "r");
    char *line = NULL;
    size_t size = 0;
    while (input && getline(&line, &size, input) > 0) {
        report_add(report, line, seed);
        line = NULL;
        size = 0;
    }
    free(line);
    if (input)
        fclose(input);
    unlink(file);
}

void report_settle(struct report *report)
{
    struct found *found = &report->doubt;
    found->kind = "warp-mask";
    found->texts--;
    if (report->count < REPORT_MOST && !report_same(report, found))
        report->found[report->count++] = *found;
}

int report_mistakes(const struct report *report)
{
    int mistakes = 0;
    for (int i = 0; i < report->count; i++)
        mistakes +=
            !is_note(&report->found[i]) && !is_unjudged(&report->found[i]);
    return mistakes;
}

bool report_not_judged(const struct report *report)
{
    for (int i = 0; i < report->count; i++)
        if (is_unjudged(&report->found[i]))
            return true;
    return false;
}

/* Breaks a text before column 80, all lines indented. */
static void print_wrapped(const char *text, int indent)
{
    int column = 0;
    while (*text) {
        int length = (int)strcspn(text, " ");
        if (column && column + 1 + length > 79) {
            putchar('\n');
            column = 0;
        }
        column += printf("%*s%.*s", column ? 1 : indent, "", length, text);
        text += length;
        text += strspn(text, " ");
    }
    putchar('\n');
}

static void found_print(const struct report *report, const struct found *found)
{
    printf("\n%s:\n", found->kind);
    print_wrapped(found->text[0], 2);
    for (int k = 1; k < found->texts; k++)
        if (found->text[k][0] == '\037')
            print_wrapped(found->text[k] + 1, 6);
        else if (found->text[k][0])
            print_wrapped(found->text[k], 2);
    if (found->runs < report->runs && report->runs > 1)
        printf("  Seen in %d of %d schedules, first in --replay %ld.\n",
               found->runs, report->runs, found->seed);
}

void report_text(const struct report *report, const char *source)
{
    int mistakes = report_mistakes(report);
    for (int i = 0; i < report->count; i++)
        found_print(report, &report->found[i]);
    printf("\nparcours cuda: %s: ", source);
    if (mistakes)
        printf("%d mistake%s found", mistakes, mistakes == 1 ? "" : "s");
    else if (report_not_judged(report))
        printf("not judged");
    else
        printf("nothing found");
    printf(" (%d schedule%s, %.1f s)\n", report->runs,
           report->runs == 1 ? "" : "s", report->seconds);
    if (WIFEXITED(report->status) && WEXITSTATUS(report->status) && !mistakes)
        printf("The program itself ended with status %d.\n",
               WEXITSTATUS(report->status));
}

static json_t *found_json(const struct found *found)
{
    json_t *texts = json_array();
    for (int k = 0; k < found->texts; k++)
        json_array_append_new(
            texts, json_string(found->text[k] + (found->text[k][0] == '\037')));
    return json_pack("{s:s, s:[i,i], s:o, s:I, s:i}", "kind", found->kind,
                     "lines", found->lines[0], found->lines[1], "texts", texts,
                     "schedule", (json_int_t)found->seed, "schedules",
                     found->runs);
}

bool report_json(const struct report *report, const char *source,
                 const char *file)
{
    json_t *findings = json_array();
    for (int i = 0; i < report->count; i++)
        json_array_append_new(findings, found_json(&report->found[i]));
    json_t *all =
        json_pack("{s:s, s:s, s:i, s:f, s:o}", "source", source, "verdict",
                  report_mistakes(report)     ? "fail"
                  : report_not_judged(report) ? "not judged"
                                              : "pass",
                  "schedules", report->runs, "seconds", report->seconds,
                  "findings", findings);
    bool written = json_dump_file(all, file, JSON_INDENT(2)) == 0;
    json_decref(all);
    return written;
}
