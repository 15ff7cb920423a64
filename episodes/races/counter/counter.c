/*
 * counter.c - count items with a team of threads. Repair it three ways.
 *
 * The three functions below are the same code, and all three are wrong in
 * the same way: all threads add to one variable at the same time.  Mend each
 * in the way that its name says.  counter.h is the contract; the tools that
 * this code uses are in lib/team.h and lib/range.h.
 */
#include "counter.h"
#include "range.h"
#include "team.h"

/* What the members of a team share. */
struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    size_t total;
};

/* 1. ---------------------------------------------------------------------- */

static void part_mutex(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            job->total++; /* TODO: let one thread at a time do this */
}

size_t count_mutex(const uint64_t *items, size_t n, unsigned limit,
                   unsigned threads)
{
    struct job job = {items, n, limit, 0};
    team_run(threads, part_mutex, &job);
    return job.total;
}

/* 2. ---------------------------------------------------------------------- */

static void part_atomic(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            job->total++; /* TODO: make this one indivisible step */
}

size_t count_atomic(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {items, n, limit, 0};
    team_run(threads, part_atomic, &job);
    return job.total;
}

/* 3. ---------------------------------------------------------------------- */

static void part_private(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            job->total++; /* TODO: count in a variable of your own first */
}

size_t count_private(const uint64_t *items, size_t n, unsigned limit,
                     unsigned threads)
{
    struct job job = {items, n, limit, 0};
    team_run(threads, part_private, &job);
    return job.total;
}
