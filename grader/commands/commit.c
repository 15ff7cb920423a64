/*
 * commit.c - make commit: seals the numbers of a prediction, so that they can
 * be compared with the truth.
 *
 * The prediction is a string in the learner's file, bill_prediction[] or the
 * like, in pieces, each on a line of its own:
 *
 *     "sleep by threads    8\n"
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../files.h"
#include "../options.h"
#include "../prediction.h"
#include "ask.h"
#include "commands.h"

#define NAME "_prediction[]"

/* True if the line has a piece of the string in it; comments have none. */
static bool is_piece(const char *line, size_t length, const char **begin,
                     size_t *size)
{
    size_t blank = strspn(line, " \t");
    const char *quote = memchr(line, '"', length);
    if (quote == NULL || strchr("*/#", line[blank]) != NULL)
        return false;
    *begin = quote + 1;
    *size = strcspn(*begin, "\"\\\n");
    return true;
}

static bool is_commit(const char *piece, size_t size)
{
    return size >= 6 && strncmp(piece, "commit", 6) == 0;
}

/* The text of the prediction, without its commit; and where in the source its
 * last piece ends. */
static const char *collect(const char *source, struct text *text,
                           const char **commit)
{
    const char *end = NULL;
    bool inside = false;
    *commit = NULL;
    for (const char *at = source; *at != '\0';) {
        size_t length = strcspn(at, "\n"), size;
        const char *piece;
        inside |= memmem(at, length, NAME, sizeof NAME - 1) != NULL;
        if (inside && is_piece(at, length, &piece, &size)) {
            end = at + length;
            if (is_commit(piece, size))
                *commit = at;
            else
                text_addf(text, "%.*s\n", (int)size, piece);
        }
        inside = inside && memchr(at, ';', length) == NULL;
        at += length + (at[length] == '\n');
    }
    return end;
}

/* The source with the commit in the place of the old one, or after the last
 * piece, which ends before `end`; as far to the right as that. */
static void rewrite(const char *source, const char *old, const char *end,
                    const char *commit, struct text *to)
{
    const char *close = end, *begin;
    while (close[-1] != '"')
        close--;
    for (begin = close; begin > source && begin[-1] != '\n'; begin--)
        ;
    int column = (int)(strchr(begin, '"') - begin);
    text_addf(to, "%.*s%s%*s\"%s\\n\"%s",
              (int)((old != NULL ? old : close) - source), source,
              old != NULL ? "" : "\n", column, "", commit, close);
}

/* How far off the numbers may be on average, as a factor, in the strictest of
 * the checks; 0: there are none to predict. */
static double factor_of(const struct exercise *e)
{
    double least = INFINITY;
    for (size_t i = 0; i < e->nchecks; i++)
        if (e->checks[i].kind == CHECK_PREDICT)
            least = fmin(least, e->checks[i].tolerance);
    return isinf(least) ? 0 : exp(least);
}

int command_commit(const struct options *o)
{
    struct episode episode;
    const struct exercise *e = ask_exercise(o, &episode);
    double factor = factor_of(e);
    if (factor == 0)
        die_status(STATUS_USAGE, "%s/%s has nothing to predict", e->episode,
                   e->name);
    char *path =
        o->submission == NULL ? exercise_skeleton(e) : text_copy(o->submission);
    char line[80];
    struct text source, text, result;
    struct prediction p;
    const char *old;
    text_init(&source);
    text_init(&text);
    text_init(&result);
    const char *failed = files_read(path, &source);
    if (failed != NULL)
        die_status(STATUS_USAGE, "cannot read %s: %s", path, failed);
    const char *end = collect(source.bytes, &text, &old);
    const char *wrong = prediction_read(text.bytes, &p);
    if (wrong != NULL)
        die_status(STATUS_USAGE, "%s: the prediction cannot be read: %s", path,
                   wrong);
    if (old != NULL && strcspn(old, "\n") != (size_t)(end - old))
        die_status(STATUS_USAGE,
                   "%s: something comes after the commit: take the commit out",
                   path);
    const char *number = old == NULL ? NULL : strstr(old, "commit");
    unsigned commit =
        number == NULL ? 1 : (unsigned)strtoul(number + 6, NULL, 10) + 1;
    snprintf(line, sizeof line, "commit %u %016llx", commit,
             (unsigned long long)prediction_seal(&p, commit));
    rewrite(source.bytes, old, end, line, &result);
    files_write(path, result.bytes, result.length);
    printf("%zu numbers of %s are committed (commit number %u).\n"
           "On average they may be off by a factor of %.2f.\n"
           "parcours: make check compares them (exit status 0)\n",
           p.count, path, commit, factor);
    text_clear(&source);
    text_clear(&text);
    text_clear(&result);
    free(path);
    episode_clear(&episode);
    return 0;
}
