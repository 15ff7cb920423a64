/* Who has no items does not come to MPI_Allreduce. */
#include <stdlib.h>
#include <string.h>

#include "hybrid.h"
#include "range.h"
#include "team.h"

enum { TAG = 1 };

struct count {
    const uint32_t *item;
    size_t n;
    uint32_t key;
    int64_t *own; /* of each thread */
};

static void count_part(unsigned rank, unsigned threads, void *shared)
{
    const struct count *c = shared;
    struct range r = range_part(c->n, threads, rank);
    c->own[rank] = count_key(c->item + r.first, (int)(r.end - r.first), c->key);
}

int64_t count_all(MPI_Comm comm, const uint32_t *item, int n, uint32_t key,
                  unsigned threads)
{
    if (n == 0)
        return 0;
    struct count c = {item, (size_t)n, key, calloc(threads, sizeof *c.own)};
    int64_t sum = 0, all;
    team_run(threads, count_part, &c);
    for (unsigned i = 0; i < threads; i++)
        sum += c.own[i];
    free(c.own);
    MPI_Allreduce(&sum, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}

struct swap {
    MPI_Comm comm;
    const double *mine;
    double *theirs;
    int count, partner;
};

static void swap_part(unsigned rank, unsigned threads, void *shared)
{
    const struct swap *s = shared;
    struct range r = range_part((size_t)s->count, threads, rank);
    int n = (int)(r.end - r.first);
    MPI_Sendrecv(s->mine + r.first, n, MPI_DOUBLE, s->partner, TAG + (int)rank,
                 s->theirs + r.first, n, MPI_DOUBLE, s->partner,
                 TAG + (int)rank, s->comm, MPI_STATUS_IGNORE);
}

void swap_blocks(MPI_Comm comm, const double *mine, double *theirs, int count,
                 unsigned threads)
{
    int rank, size, level;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    MPI_Query_thread(&level);
    struct swap s = {comm, mine, theirs, count, rank ^ 1};
    if (s.partner >= size)
        memcpy(theirs, mine, (size_t)count * sizeof *theirs);
    else if (level == MPI_THREAD_MULTIPLE)
        team_run(threads, swap_part, &s);
    else
        swap_part(0, 1, &s);
}
