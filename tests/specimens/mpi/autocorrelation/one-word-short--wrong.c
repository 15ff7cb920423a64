/* The tail is one word too short. */
#include <stdlib.h>

#include "autocorrelation.h"

enum { TAG = 1 };

/* Places first ... end - 1 of the text. */
struct range {
    int first, end;
};

static struct range both(struct range a, struct range b)
{
    return (struct range){a.first > b.first ? a.first : b.first,
                          a.end < b.end ? a.end : b.end};
}

/* The part of rank r's tail that is in rank s's block. */
static struct range part(const int *size, int lags, int r, int s)
{
    struct range own = {0, 0}, theirs = {0, 0};
    for (int i = 0; i < s; i++)
        theirs.first += size[i];
    theirs.end = theirs.first + size[s];
    for (int i = 0; i <= r; i++)
        own.first += size[i];
    own.end = size[r] > 0 ? own.first + lags - 2 : own.first;
    return both(own, theirs);
}

/* Pairs whose first word is in `block` and whose second one in the tail. */
static int64_t count_over_the_edge(const uint32_t *block, int n,
                                   const uint32_t *tail, int tail_words, int k)
{
    int first = k < n ? n - k : 0, at = first + k - n;
    int pairs = n - first < tail_words - at ? n - first : tail_words - at;
    return pairs > 0 ? count_equal(block + first, tail + at, pairs) : 0;
}

void autocorrelation(MPI_Comm comm, const uint32_t *block, const int *size,
                     int lags, int64_t *result)
{
    int rank, ranks, open = 0, tail_words = 0, begin = 0;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &ranks);
    int n = size[rank];
    uint32_t *tail = malloc((size_t)lags * sizeof *tail);
    int64_t *own = calloc((size_t)lags, sizeof *own);
    MPI_Request *all = malloc((size_t)ranks * sizeof *all);
    for (int r = 0; r < rank; r++)
        begin += size[r];
    for (int s = rank + 1; s < ranks; s++) {
        struct range p = part(size, lags, rank, s);
        if (p.first >= p.end)
            continue;
        MPI_Irecv(tail + tail_words, p.end - p.first, MPI_UINT32_T, s, TAG,
                  comm, &all[open++]);
        tail_words += p.end - p.first;
    }
    for (int r = rank - 1; r >= 0; r--) {
        struct range p = part(size, lags, r, rank);
        if (p.first < p.end)
            MPI_Isend(block + (p.first - begin), p.end - p.first, MPI_UINT32_T,
                      r, TAG, comm, &all[open++]);
    }
    for (int k = 0; k < lags && k < n; k++)
        own[k] = count_equal(block, block + k, n - k);
    MPI_Waitall(open, all, MPI_STATUSES_IGNORE);
    for (int k = 1; k < lags; k++)
        own[k] += count_over_the_edge(block, n, tail, tail_words, k);
    MPI_Reduce(own, result, lags, MPI_INT64_T, MPI_SUM, 0, comm);
    free(all);
    free(own);
    free(tail);
}
