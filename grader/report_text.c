/* report_text.c - the result as the learner reads it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "report.h"
#include "utf8.h"
#include "verdict.h"

enum {
    WIDTH = 80,
    INDENT = 4,
    OUTPUT_BYTES = 400, /* of what a program printed */
    OUTPUT_LINES = 8,
};

/* What a verdict looks like on the left margin. */
static const struct {
    const char *word, *colour;
} marks[] = {
    [VERDICT_PASS] = {"ok", "\033[32m"},
    [VERDICT_FAIL] = {"FAIL", "\033[31m"},
    [VERDICT_ERROR] = {"FAIL", "\033[31m"},
    [VERDICT_SKIPPED] = {"--", "\033[33m"},
    [VERDICT_INCONCLUSIVE] = {"??", "\033[33m"},
};

static void add_mark(struct text *to, enum verdict v, bool colour)
{
    text_addf(to, "  %s%-4s%s ", colour ? marks[v].colour : "", marks[v].word,
              colour ? "\033[0m" : "");
}

/* The check, its title and, at the margin, its points. */
static void add_title(struct text *to, const struct check_result *r)
{
    const char *title = r->spec->title;
    int width = 50 + (int)(strlen(title) - utf8_columns(title, strlen(title)));
    char points[32];
    snprintf(points, sizeof points, "%g/%g", r->points, r->max);
    if (r->max > 0)
        text_addf(to, "%-10s %-*s %9s\n", r->spec->id, width, title, points);
    else
        text_addf(to, "%-10s %s\n", r->spec->id, title);
}

/* Lines as they are, indented and cut at the margin. */
static void add_lines(struct text *to, const char *lines)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        size_t fits = utf8_fit(lines, length, WIDTH - 2 * INDENT);
        bool cut = fits < length;
        if (cut)
            fits = utf8_fit(lines, length, WIDTH - 2 * INDENT - 3);
        text_addf(to, "%*s%.*s%s\n", fits > 0 ? 2 * INDENT : 0, "", (int)fits,
                  lines, cut ? "..." : "");
        lines += length + (lines[length] == '\n');
    }
}

void report_check_text(const struct result *result,
                       const struct check_result *r, bool colour, bool explain,
                       struct text *to)
{
    const struct exercise *x = result->exercise;
    bool good = r->verdict == VERDICT_PASS;
    add_mark(to, r->verdict, colour);
    if (r->spec == NULL)
        text_addf(to, "%-10s %s\n", "build", x->file);
    else
        add_title(to, r);
    if (r->cause != CAUSE_NONE && r->message[0] != '\0') {
        const char *cause = cause_title(r->cause);
        bool twice = strncmp(r->message, cause, strlen(cause)) == 0;
        char place[96] = "";
        if (r->line > 0)
            snprintf(place, sizeof place, "%s:%u: ", x->file, r->line);
        char *said = text_format("%s%s%s%s", twice ? "" : cause,
                                 twice ? "" : ": ", place, r->message);
        text_wrap(to, said, 2 * INDENT, WIDTH);
        free(said);
    } else if (r->message[0] != '\0' && (!good || r->spec != NULL)) {
        text_wrap(to, r->message, 2 * INDENT, WIDTH);
    }
    if (!good || r->spec == NULL || (explain && r->detail[0] != '\0') ||
        r->spec->kind == CHECK_SPEED || r->spec->kind == CHECK_VIRTUAL ||
        r->spec->kind == CHECK_PREDICT || r == &result->gpu)
        add_lines(to, r->detail);
    if (r->look[0] != '\0') {
        char *look = text_format("for whoever grades this: %s", r->look);
        text_wrap(to, look, 2 * INDENT, WIDTH);
        free(look);
    }
    if (explain && r->why[0] != '\0') {
        char *why = text_format("why: %s", r->why);
        text_wrap(to, why, 2 * INDENT, WIDTH);
        free(why);
    }
}

static void add_output(const struct result *result, struct text *to)
{
    const char *output = result->output;
    size_t fits = utf8_fit(output, strlen(output), OUTPUT_BYTES), end = 0;
    if (fits == 0)
        return;
    for (size_t i = 0; i < OUTPUT_LINES && end < fits; i++)
        end += strcspn(&output[end], "\n") + 1;
    if (end > fits)
        end = fits;
    text_addf(to, "  it printed (not judged):\n");
    char *start = text_format("%.*s", (int)end, output);
    add_lines(to, start);
    free(start);
    if (output[end] != '\0')
        add_lines(to, "...");
}

static bool is_skeleton(const struct result *result)
{
    char *skeleton = exercise_skeleton(result->exercise);
    bool same = strcmp(result->path, skeleton) == 0;
    free(skeleton);
    return same;
}

/* A line that keeps the file, or a check, from being judged; 0: there is none.
 */
static unsigned skipped_line(const struct result *result)
{
    unsigned line =
        result->build.verdict == VERDICT_SKIPPED ? result->build.line : 0;
    for (size_t i = 0; i < result->count && line == 0; i++)
        if (result->checks[i].verdict == VERDICT_SKIPPED)
            line = result->checks[i].line;
    return line;
}

/* The schedule that failed last is kept (progress.h). */
static void add_replay(const struct result *result, struct text *to)
{
    const struct exercise *x = result->exercise;
    bool any = false;
    for (size_t i = 0; i < result->count; i++)
        any = any || result->checks[i].schedule[0] != '\0';
    if (!any)
        return;
    text_addf(to, "\n        once more: make replay EPISODE=%s EXERCISE=%s",
              x->episode, x->name);
    if (!is_skeleton(result))
        text_addf(to, " \\\n            SUBMISSION=%s", result->path);
}

/* One thing to do. */
static void add_next(const struct result *result, struct text *to)
{
    const struct exercise *x = result->exercise;
    const struct check_result *first = verdict_first(result);
    const unsigned line = skipped_line(result);
    if (first == NULL && result->verdict == VERDICT_INCONCLUSIVE)
        text_addf(to, "  Next: the same again on a quieter machine\n");
    else if (first == NULL && result->verdict != VERDICT_PASS && line > 0)
        text_addf(to, "  Next: edit %s, line %u\n", result->path, line);
    else if (first == NULL && result->verdict != VERDICT_PASS)
        text_addf(to, "  Next: make doctor shows what this machine lacks\n");
    else if (first == NULL)
        text_addf(to,
                  "  Next: compare with ours:\n"
                  "        make solution EPISODE=%s EXERCISE=%s\n",
                  x->episode, x->name);
    else if (first->cause == CAUSE_MISSING && is_skeleton(result))
        text_addf(to,
                  "  Next: make reset EPISODE=%s EXERCISE=%s puts the skeleton "
                  "back\n",
                  x->episode, x->name);
    else if (first->cause == CAUSE_MISSING)
        text_addf(to, "  Next: give the path of a C file: SUBMISSION=...\n");
    else {
        text_addf(to, "  Next: edit %s", result->path);
        if (first->line > 0)
            text_addf(to, ", line %u", first->line);
        add_replay(result, to);
        text_addf(to, "\n        stuck? make hint EPISODE=%s EXERCISE=%s\n",
                  x->episode, x->name);
    }
}

void report_text(const struct result *result, bool colour, bool explain,
                 struct text *to)
{
    report_check_text(result, &result->build, colour, explain, to);
    if (result->build.cause != CAUSE_MISSING)
        for (size_t i = 0; i < result->count; i++)
            report_check_text(result, &result->checks[i], colour, explain, to);
    if (result->gpu.spec != NULL)
        report_check_text(result, &result->gpu, colour, explain, to);
    add_output(result, to);
    add_next(result, to);
}

int report_status(int so_far, const struct result *result)
{
    int status = result->verdict == VERDICT_PASS    ? STATUS_PASSED
                 : result->verdict <= VERDICT_ERROR ? STATUS_NOT_PASSED
                                                    : STATUS_NOT_JUDGED;
    if (so_far == STATUS_NOT_PASSED || status == STATUS_PASSED)
        return so_far;
    return status;
}

const char *report_outcome(int status)
{
    return status == STATUS_PASSED       ? "passed"
           : status == STATUS_NOT_PASSED ? "not passed"
                                         : "not judged in full";
}
