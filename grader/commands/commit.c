/*
 * commit.c - make commit: seals the numbers of a prediction, so that they can
 * be compared with the truth.
 *
 * The prediction is a string in the learner's file, bill_prediction[] or the
 * like, in pieces, each on a line of the file; a piece may have several lines
 * of the prediction in it, or a part of one:
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

/* What follows the quote that opens the line's piece of the string, or NULL if
 * it has none; comments have none. */
static const char *find_piece(const char *line, size_t length)
{
    size_t blank = strspn(line, " \t");
    const char *quote = memchr(line, '"', length);
    return quote == NULL || strchr("*/#", line[blank]) != NULL ? NULL
                                                               : quote + 1;
}

/* Adds what the compiler makes of the piece; returns the next one, if it begins
 * on the same line, or NULL. */
static const char *add_piece(const char *piece, struct text *text)
{
    for (; *piece != '"' && *piece != '\n' && *piece != '\0'; piece++) {
        bool escape = *piece == '\\' && piece[1] != '\0';
        char c = escape ? *++piece : *piece;
        text_addf(text, "%c",
                  !escape                     ? c
                  : c == 'n'                  ? '\n'
                  : strchr("rtvf", c) != NULL ? ' '
                                              : c);
    }
    piece += *piece == '"';
    piece += strspn(piece, " \t");
    return *piece == '"' ? piece + 1 : NULL;
}

static bool is_commit(const char *piece)
{
    return strncmp(piece, "commit", 6) == 0;
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
        size_t length = strcspn(at, "\n");
        inside |= memmem(at, length, NAME, sizeof NAME - 1) != NULL;
        const char *piece = inside ? find_piece(at, length) : NULL;
        if (piece != NULL) {
            end = at + length;
            if (is_commit(piece))
                *commit = at;
            else
                while (piece != NULL)
                    piece = add_piece(piece, text);
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
    if (text.bytes[text.length - 1] != '\n')
        die_status(STATUS_USAGE,
                   "%s: the last line of the prediction has no \\n at its end",
                   path);
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
    if (!o->dry_run)
        files_write(path, result.bytes, result.length);
    printf("%zu numbers of %s %s committed (commit number %u).\n"
           "On average they may be off by a factor of %.2f.\n"
           "parcours: make check compares them (exit status 0)\n",
           p.count, path, o->dry_run ? "would be" : "are", commit, factor);
    text_clear(&source);
    text_clear(&text);
    text_clear(&result);
    free(path);
    episode_clear(&episode);
    return 0;
}
