/*
 * collectives.c - five collectives, in as few rounds as there can be.
 *
 * Why they are right, and why no faster ones exist:
 *
 * bcast, a binomial tree. Number the ranks from the root on. Rank v gets the
 * items from v without its lowest one bit, and then has the lower bits to
 * pass on to. In a round the number of ranks that have the items at most
 * doubles, so ceil(log2 P) rounds are the least; every rank but the root has
 * to be sent them once, so P - 1 messages are.
 *
 * reduce is the same tree the other way round, from rank 0 on and not from the
 * root: then what a rank has gathered is always a stretch of neighbours, v to
 * v + step - 1, and its partner's is the stretch just behind it. That keeps
 * the order that an operator without commutativity needs. If the root is
 * another one, one more message takes the result there.
 *
 * allreduce, recursive doubling. After round k each rank knows the result of
 * its aligned stretch of 2^k ranks; it swaps with the rank whose number
 * differs in bit k, and the lower stretch is the left operand. With P not a
 * power of two, the first ranks join in pairs before, and are told after.
 *
 * scan: after round k, `part` is the result of the 2^k ranks up to this one.
 * What comes from 2^k ranks below lies just to the left of it.
 *
 * alltoallv, in round k: give to rank + k, take from rank - k. In every round
 * each rank sends one message and receives one; nobody stands in a queue. All
 * are begun before any is waited for: one slow rank does not stop the others.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "collectives.h"

enum { TAG = 1 };

static size_t bytes_of(int count)
{
    return (size_t)count * sizeof(struct item);
}

static void give_to(MPI_Comm comm, const struct item *items, int count, int to)
{
    MPI_Send(items, 2 * count, MPI_UINT64_T, to, TAG, comm);
}

static void take_from(MPI_Comm comm, struct item *items, int count, int from)
{
    MPI_Recv(items, 2 * count, MPI_UINT64_T, from, TAG, comm,
             MPI_STATUS_IGNORE);
}

void my_bcast(MPI_Comm comm, struct item *items, int count, int root)
{
    int rank, size, step = 1;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int v = (rank + size - root) % size; /* counted from the root on */
    while (step < size && (v & step) == 0)
        step *= 2;
    if (v != 0)
        take_from(comm, items, count, (v - step + root) % size);
    for (step /= 2; step > 0; step /= 2)
        if (v + step < size)
            give_to(comm, items, count, (v + step + root) % size);
}

void my_reduce(MPI_Comm comm, const struct item *mine, struct item *result,
               int count, combine *op, int root)
{
    int rank, size, step = 1;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    struct item *right = malloc(bytes_of(count) + 1);
    memcpy(result, mine, bytes_of(count));
    for (; step < size && (rank & step) == 0; step *= 2) {
        if (rank + step >= size)
            continue;
        take_from(comm, right, count, rank + step);
        op(result, right, count);
        memcpy(result, right, bytes_of(count));
    }
    if (rank != 0)
        give_to(comm, result, count, rank - step);
    free(right);
    if (root != 0 && rank == 0)
        give_to(comm, result, count, root);
    if (root != 0 && rank == root)
        take_from(comm, result, count, 0);
}

static void swap_with(MPI_Comm comm, const struct item *mine,
                      struct item *theirs, int count, int other)
{
    MPI_Sendrecv(mine, 2 * count, MPI_UINT64_T, other, TAG, theirs, 2 * count,
                 MPI_UINT64_T, other, TAG, comm, MPI_STATUS_IGNORE);
}

/* Takes in the result of the stretch to the left, or to the right. */
static void join(struct item *result, struct item *other, int count,
                 combine *op, bool left)
{
    if (left) {
        op(other, result, count);
        return;
    }
    op(result, other, count);
    memcpy(result, other, bytes_of(count));
}

/* The ranks that take part in the doubling are as many as the largest power of
 * two; of the first 2 * extra, only the odd ones do, for their left neighbour
 * too. */
void my_allreduce(MPI_Comm comm, const struct item *mine, struct item *result,
                  int count, combine *op)
{
    int rank, size, power = 1;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    while (2 * power <= size)
        power *= 2;
    int extra = size - power;
    struct item *other = malloc(bytes_of(count) + 1);
    memcpy(result, mine, bytes_of(count));
    if (rank < 2 * extra && rank % 2 == 0) {
        give_to(comm, result, count, rank + 1);
        take_from(comm, result, count, rank + 1);
        free(other);
        return;
    }
    if (rank < 2 * extra) {
        take_from(comm, other, count, rank - 1);
        join(result, other, count, op, true);
    }
    int v = rank < 2 * extra ? rank / 2 : rank - extra;
    for (int step = 1; step < power; step *= 2) {
        int w = v ^ step;
        swap_with(comm, result, other, count,
                  w < extra ? 2 * w + 1 : w + extra);
        join(result, other, count, op, w < v);
    }
    if (rank < 2 * extra)
        give_to(comm, result, count, rank - 1);
    free(other);
}

void my_scan(MPI_Comm comm, const struct item *mine, struct item *result,
             int count, combine *op)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    struct item *other = malloc(bytes_of(count) + 1);
    memcpy(result, mine, bytes_of(count));
    for (int step = 1; step < size; step *= 2) {
        int to = rank + step < size ? rank + step : MPI_PROC_NULL;
        int from = rank >= step ? rank - step : MPI_PROC_NULL;
        MPI_Sendrecv(result, 2 * count, MPI_UINT64_T, to, TAG, other, 2 * count,
                     MPI_UINT64_T, from, TAG, comm, MPI_STATUS_IGNORE);
        if (from != MPI_PROC_NULL)
            join(result, other, count, op, true);
    }
    free(other);
}

/* Items before those of a rank, by the counts. */
static size_t start_of(const int *counts, int rank)
{
    size_t sum = 0;
    for (int r = 0; r < rank; r++)
        sum += (size_t)counts[r];
    return sum;
}

void my_alltoallv(MPI_Comm comm, const struct item *mine, const int *give,
                  struct item *theirs, const int *take)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    MPI_Request *all = malloc(2 * (size_t)size * sizeof *all);
    memcpy(theirs + start_of(take, rank), mine + start_of(give, rank),
           bytes_of(give[rank]));
    for (int k = 1; k < size; k++) {
        int from = (rank + size - k) % size;
        MPI_Irecv(theirs + start_of(take, from), 2 * take[from], MPI_UINT64_T,
                  from, TAG, comm, &all[2 * k - 2]);
    }
    for (int k = 1; k < size; k++) {
        int to = (rank + k) % size;
        MPI_Isend(mine + start_of(give, to), 2 * give[to], MPI_UINT64_T, to,
                  TAG, comm, &all[2 * k - 1]);
    }
    MPI_Waitall(2 * (size - 1), all, MPI_STATUSES_IGNORE);
    free(all);
}
