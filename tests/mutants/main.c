/*
 * main.c - make mutants: do the checks notice a mistake in our own solutions?
 *
 * Takes the solutions of an episode, makes all mutants of them (mutant.h) and
 * draws 200: a kind of mistake in turn, and of that kind one by the seed, so
 * that the rare kinds are all in. The real grader judges each as if a learner
 * had handed it in. One that it does not turn down is a survivor, and has to
 * stand in survivors.conf with the reason; mutants that are as right as the
 * solution stand there too, and are not among the 200.
 *
 *     mutants EPISODE [EXERCISE|all|list [HOW-MANY [SEED]]]
 *
 * With "list" they are shown and not judged.
 * With an exercise, of the drawn ones only those of that exercise are judged.
 * An interrupted run goes on where it stopped: verdicts are kept.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/die.h"
#include "../../grader/exercise.h"
#include "draw.h"
#include "graded.h"
#include "mutant.h"
#include "survivors.h"

enum { DRAWN = 200, LEAST_PERCENT = 95 };

/* A line of the table. */
struct sum {
    unsigned all, killed, survived, unjudged;
};

static void count(struct sum *s, const struct graded *g)
{
    s->all++;
    s->killed += g->outcome == GRADED_KILLED;
    s->survived += g->outcome == GRADED_SURVIVED;
    s->unjudged += g->outcome == GRADED_NOT_JUDGED;
}

static void print_sum(const char *name, const struct sum *s)
{
    if (s->all > 0)
        printf("%-28s %8u %8u %9u %11u\n", name, s->all, s->killed, s->survived,
               s->unjudged);
}

static void print_mutant(const struct drawn *d)
{
    const struct mutant *m = d->mutant;
    printf("%s:%u, %s, %s\n    was      %s\n    becomes  %.*s\n",
           d->exercise->solution, m->line, m->function, m->kind, m->was,
           (int)strcspn(m->is, "\n"), *m->is == '\0' ? "(gone)" : m->is);
}

/* Says what became of one as soon as it is known. */
static void judge(const struct drawn *d, struct graded *g)
{
    static const char *const words[] = {[GRADED_KILLED] = "killed",
                                        [GRADED_SURVIVED] = "SURVIVED",
                                        [GRADED_NOT_JUDGED] = "NOT JUDGED"};
    *g = graded_ask(d->exercise, d->mutant);
    printf("%-10s %-16s %4u  %-28s %s %s\n", words[g->outcome],
           d->exercise->name, d->mutant->line, d->mutant->kind, g->check,
           g->outcome == GRADED_KILLED ? g->cause : "");
    fflush(stdout);
}

/* By kind, by exercise, and all together. */
static struct sum print_table(const struct draw *draw, const struct graded *g,
                              const struct episode *episode)
{
    struct sum all = {0};
    printf("\n%-28s %8s %8s %9s %11s\n", "kind of mistake", "mutants", "killed",
           "survived", "not judged");
    for (size_t k = 0; k < draw->nkinds; k++) {
        struct sum s = {0};
        for (size_t i = 0; i < draw->count; i++)
            if (draw->list[i].mutant->kind == draw->kinds[k] &&
                g[i].check != NULL)
                count(&s, &g[i]);
        print_sum(draw->kinds[k], &s);
    }
    printf("\n%-28s\n", "exercise");
    for (size_t e = 0; e < episode->count; e++) {
        struct sum s = {0};
        for (size_t i = 0; i < draw->count; i++)
            if (draw->list[i].exercise == &episode->exercises[e] &&
                g[i].check != NULL)
                count(&s, &g[i]);
        print_sum(episode->exercises[e].name, &s);
    }
    printf("\n");
    for (size_t i = 0; i < draw->count; i++)
        if (g[i].check != NULL)
            count(&all, &g[i]);
    print_sum("all", &all);
    return all;
}

/* Every survivor with its reason; false if one has none. */
static bool explain(const struct draw *draw, const struct graded *g)
{
    bool known = true;
    for (size_t i = 0; i < draw->count; i++) {
        const struct drawn *d = &draw->list[i];
        if (g[i].check == NULL || g[i].outcome == GRADED_KILLED)
            continue;
        struct survivor s = survivors_find(d->exercise, d->mutant);
        printf("\n");
        print_mutant(d);
        printf("    %s\n", s.why != NULL ? s.why : "not explained yet");
        known = known && s.why != NULL;
    }
    return known;
}

/* The reasons that were written for mutants that are turned down after all. */
static bool contradicts(const struct draw *draw, const struct graded *g)
{
    bool any = false;
    for (size_t i = 0; i < draw->count; i++)
        if (g[i].check != NULL && g[i].outcome == GRADED_KILLED &&
            survivors_find(draw->list[i].exercise, draw->list[i].mutant).why !=
                NULL) {
            printf("\nexplained as a survivor, and killed by %s:\n",
                   g[i].check);
            print_mutant(&draw->list[i]);
            any = true;
        }
    return any;
}

static int conclude(const struct draw *draw, const struct graded *g,
                    const struct episode *episode)
{
    struct sum all = print_table(draw, g, episode);
    bool known = explain(draw, g), wrong = contradicts(draw, g);
    unsigned percent = all.all == 0 ? 0 : 100 * all.killed / all.all;
    bool good = percent >= LEAST_PERCENT && known && !wrong;
    printf("\nmutants: %u of %u killed, %u.%u per cent; %zu more are as right "
           "as the solution (exit status %d)\n",
           all.killed, all.all, percent,
           all.all == 0 ? 0 : 1000 * all.killed / all.all % 10,
           draw->equivalent, good ? 0 : 1);
    return good ? STATUS_PASSED : STATUS_NOT_PASSED;
}

int main(int argc, char **argv)
{
    struct episode episode;
    if (argc < 2)
        die_status(STATUS_USAGE, "say which episode: make mutants "
                                 "EPISODE=races");
    const char *only = argc > 2 && strcmp(argv[2], "all") != 0 ? argv[2] : NULL;
    size_t most = argc > 3 ? strtoul(argv[3], NULL, 10) : DRAWN;
    uint64_t seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
    survivors_load();
    episode_load(argv[1], &episode);
    bool list = only != NULL && strcmp(only, "list") == 0;
    if (only != NULL && !list)
        episode_find(&episode, only);
    struct draw draw = draw_make(&episode, most, seed);
    struct graded *g = calloc(draw.count + 1, sizeof *g);
    if (g == NULL)
        die("out of memory");
    for (size_t i = 0; i < draw.count && list; i++)
        print_mutant(&draw.list[i]);
    for (size_t i = 0; i < draw.count && !list; i++)
        if (only == NULL || strcmp(draw.list[i].exercise->name, only) == 0)
            judge(&draw.list[i], &g[i]);
    int status = list ? STATUS_PASSED : conclude(&draw, g, &episode);
    for (size_t i = 0; i < draw.count; i++)
        graded_clear(&g[i]);
    free(g);
    draw_clear(&draw);
    episode_clear(&episode);
    survivors_clear();
    return status;
}
