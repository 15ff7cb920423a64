/*
 * similar.c - make similar: pairs of submissions that share most of their
 * code, for a human to look at.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../batch/collect.h"
#include "../batch/similar.h"
#include "../confine.h"
#include "../die.h"
#include "../files.h"
#include "../gradebook/gradebook.h"
#include "../options.h"
#include "../utf8.h"
#include "commands.h"

enum { LEAST = 60, SHOWN = 30 };

/* What is in SUBMISSIONS= alone, or what the gradebook has. */
static struct gradebook *open_class(const struct options *o,
                                    const struct episode *episode)
{
    char *why;
    if (o->submissions == NULL && !files_exist(o->gradebook))
        die_status(STATUS_USAGE,
                   "%s: there is none yet; say SUBMISSIONS=folder, or grade "
                   "first",
                   o->gradebook);
    struct gradebook *book = gradebook_open(
        o->submissions == NULL ? o->gradebook : ":memory:", &why);
    if (book == NULL)
        die("%s", why);
    if (o->submissions == NULL)
        return book;
    struct collection c;
    const struct exercise *only =
        o->exercise == NULL ? NULL : episode_find(episode, o->exercise);
    why = collect(book, o->submissions, episode, only, NULL, &c);
    if (why != NULL)
        die_status(STATUS_USAGE, "%s", why);
    collection_clear(&c);
    return book;
}

static void print_pair(const struct similar_pair *p)
{
    char *a = utf8_clean(text_copy(p->student));
    char *b = utf8_clean(text_copy(p->other));
    printf("  %3u %%  of %s is in %s\n", p->percent, a, b);
    free(b);
    free(a);
}

static void print_exercise(struct gradebook *book, const struct exercise *e)
{
    struct similar s;
    char *why = similar_find(book, e, LEAST, &s);
    if (why != NULL)
        die_status(STATUS_NOT_JUDGED, "%s", why);
    if (s.files < 2)
        return;
    printf("%s/%s: %zu files, %zu pair%s share %d %% or more\n", e->episode,
           e->name, s.files, s.count, s.count == 1 ? "" : "s", LEAST);
    for (size_t i = 0; i < s.count && i < SHOWN; i++)
        print_pair(&s.pairs[i]);
    if (s.count > SHOWN)
        printf("  and %zu more\n", s.count - SHOWN);
    similar_clear(&s);
}

int command_similar(const struct options *o)
{
    struct episode episode;
    if (o->episode == NULL)
        die_status(STATUS_USAGE, "say which episode: make similar "
                                 "EPISODE=races SUBMISSIONS=folder");
    confine_check(o);
    episode_load(o->episode, &episode);
    if (o->exercise != NULL)
        episode_find(&episode, o->exercise);
    struct gradebook *book = open_class(o, &episode);
    for (size_t i = 0; i < episode.count; i++)
        if (o->exercise == NULL ||
            episode_find(&episode, o->exercise) == &episode.exercises[i])
            print_exercise(book, &episode.exercises[i]);
    printf("parcours: for you to look at, no verdict: names, layout, comments "
           "and the\nskeleton's lines were left out, and short solutions are "
           "alike by nature\n");
    gradebook_close(book);
    episode_clear(&episode);
    return STATUS_PASSED;
}
