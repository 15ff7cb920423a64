/*
 * by_order.c - mistakes about several lines: what is left out in two places,
 * and what comes too early or too late.
 */
#include <stdlib.h>
#include <string.h>

#include "../../grader/text.h"
#include "mutant.h"

/* Where `line` calls this function as a statement: what is in the brackets. */
static char *argument(const struct source *s, size_t line, const char *call)
{
    const char *text = s->lines[line], *at = text + strspn(text, " ");
    size_t length = strlen(call);
    if (!source_is_statement(s, line) || strncmp(at, call, length) != 0)
        return NULL;
    return text_format("%.*s", (int)strcspn(at + length, ")"), at + length);
}

static const struct pair {
    const char *take, *give;
} pairs[] = {{"pthread_mutex_lock(", "pthread_mutex_unlock("},
             {"sem_wait(", "sem_post("}};

static int takes(const struct source *s, size_t line)
{
    char *a = argument(s, line, pairs[0].take);
    char *b = argument(s, line, pairs[1].take);
    int is = a != NULL || b != NULL;
    free(a);
    free(b);
    return is;
}

static int gives(const struct source *s, size_t line)
{
    char *a = argument(s, line, pairs[0].give);
    char *b = argument(s, line, pairs[1].give);
    int is = a != NULL || b != NULL;
    free(a);
    free(b);
    return is;
}

/* The line that gives back what `line` takes, in the same block. */
static size_t find_give(const struct source *s, size_t line,
                        const struct pair *pair, const char *what)
{
    size_t indent = strspn(s->lines[line], " ");
    for (size_t i = line + 1; i < s->count && s->lines[i][0] != '}'; i++) {
        char *given = argument(s, i, pair->give);
        int same = given != NULL && strcmp(given, what) == 0 &&
                   strspn(s->lines[i], " ") == indent;
        free(given);
        if (same)
            return i;
    }
    return 0;
}

/* Lines [from, to) but the first and the last. */
static char *inner(const struct source *s, size_t from, size_t to)
{
    struct text t;
    text_init(&t);
    for (size_t i = from + 1; i + 1 < to; i++)
        text_addf(&t, "%s%s", i > from + 1 ? "\n" : "", s->lines[i]);
    return t.bytes;
}

static void leave_out_lock(struct mutants *m, const struct source *s,
                           size_t line)
{
    for (size_t p = 0; p < sizeof pairs / sizeof *pairs; p++) {
        char *what = argument(s, line, pairs[p].take);
        size_t end = what == NULL ? 0 : find_give(s, line, &pairs[p], what);
        if (end > line + 1) {
            char *rest = inner(s, line, end + 1);
            mutants_add(m, s, "lock left out", line, end + 1, rest);
            free(rest);
        }
        free(what);
    }
}

static int neighbours(const struct source *s, size_t line)
{
    return line + 1 < s->count && source_is_statement(s, line) &&
           source_is_statement(s, line + 1) &&
           strspn(s->lines[line], " ") == strspn(s->lines[line + 1], " ");
}

/* What other threads can see: where order matters. */
static int is_seen(const char *line)
{
    static const char *const calls[] = {"atomic_", "store(", "cond_", "->",
                                        "post_many("};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strstr(line, calls[i]) != NULL)
            return 1;
    return 0;
}

static void exchange(struct mutants *m, const struct source *s, size_t line,
                     const char *kind)
{
    char *both = text_format("%s\n%s", s->lines[line + 1], s->lines[line]);
    mutants_add(m, s, kind, line, line + 2, both);
    free(both);
}

static void reorder(struct mutants *m, const struct source *s, size_t line)
{
    if (!neighbours(s, line))
        return;
    if (takes(s, line) && takes(s, line + 1))
        exchange(m, s, line, "locks in the other order");
    else if (takes(s, line) && !gives(s, line + 1))
        exchange(m, s, line, "lock taken too late");
    else if (gives(s, line + 1) && !gives(s, line) && !takes(s, line))
        exchange(m, s, line, "lock given back too early");
    else if (!takes(s, line + 1) && !gives(s, line) &&
             is_seen(s->lines[line]) && is_seen(s->lines[line + 1]))
        exchange(m, s, line, "two steps in the other order");
}

/* A block between braces or blank lines under the lock, cut in two. */
static void open_gap(struct mutants *m, const struct source *s, size_t line)
{
    char *what = argument(s, line, pairs[0].take);
    size_t end = what == NULL ? 0 : find_give(s, line, &pairs[0], what);
    for (size_t i = line + 2; i < end; i++) {
        const char *text = s->lines[i];
        size_t indent = strspn(s->lines[line], " ");
        size_t before = strlen(s->lines[i - 1]);
        if (strspn(text, " ") != indent || text[indent] == '}' || before == 0 ||
            strchr(";}", s->lines[i - 1][before - 1]) == NULL)
            continue;
        char *gap = text_format("%*s%s%s);\n%s\n%s", (int)indent, "",
                                pairs[0].give, what, s->lines[line], text);
        mutants_add(m, s, "lock given back in between", i, i + 1, gap);
        free(gap);
    }
    free(what);
}

static void leave_out(struct mutants *m, const struct source *s, size_t line)
{
    const char *kind = "statement left out";
    char *empty = text_format("%*s;", (int)strspn(s->lines[line], " "), "");
    if (gives(s, line))
        kind = "not given back";
    else if (strstr(s->lines[line], "_wait(") != NULL)
        kind = "wait left out";
    else if (strstr(s->lines[line], "cond_") != NULL)
        kind = "nobody is woken";
    if (!takes(s, line) || strstr(s->lines[line], "mutex") == NULL)
        mutants_add(m, s, kind, line, line + 1, empty);
    free(empty);
}

void mutants_by_order(struct mutants *m, const struct source *s)
{
    for (size_t line = 0; line < s->count; line++) {
        if (!source_is_statement(s, line))
            continue;
        leave_out_lock(m, s, line);
        open_gap(m, s, line);
        reorder(m, s, line);
        leave_out(m, s, line);
    }
}
