/* driver.c - worker side of `cache-line`: keeps the tallies, unpacks calls. */
#include "all.h"
#include "calls.h"
#include "driver.h"
#include "range.h"
#include "tally.h"
#include "team.h"
#include "weigh.h"

/* Written by the main thread while nobody else uses them. */
static struct tally *tallies[TALLIES];

static void run_new(const void *args)
{
    const struct new_args *a = args;
    tallies[a->tally] = tally_new(a->threads);
}

static void run_free(const void *args)
{
    const struct free_args *a = args;
    tally_free(tallies[a->tally]);
}

static void run_add(const void *args)
{
    const struct add_args *a = args;
    for (size_t i = 0; i < a->n; i++)
        tally_add(tallies[a->tally], a->rank, a->amounts[i]);
}

static void run_read(const void *args)
{
    const struct read_args *a = args;
    for (size_t i = 0; i < a->n; i++)
        a->totals[i] = tally_read(tallies[a->tally]);
}

struct job {
    struct tally *tally;
    const uint64_t *items;
    size_t n;
};

static void part(unsigned rank, unsigned threads, void *shared)
{
    const struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        tally_add(job->tally, rank, tally_weigh(job->items[i]));
}

/* The serial baseline has one of its own. */
__attribute__((weak)) void driver_all(struct tally *t, const uint64_t *items,
                                      size_t n, unsigned threads)
{
    struct job job = {t, items, n};
    team_run(threads, part, &job);
}

static void run_whole(const void *args)
{
    const struct whole_args *a = args;
    struct tally *t = tally_new(a->threads);
    driver_all(t, a->items, a->n, a->threads);
    *a->total = tally_read(t);
    tally_free(t);
}

DRIVER_OPS(run_new, run_free, run_add, run_read, run_whole);
