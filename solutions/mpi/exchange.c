/*
 * exchange.c - four exchanges in which no send has to be lucky.
 *
 * Why they are right: assume that every MPI_Send waits until its message is
 * received, as MPI allows. ring_blocking: even ranks send first and odd ones
 * receive first, so every even rank's send meets a rank that receives. With
 * an odd number of ranks the last and rank 0 are both even: the last one's
 * message waits until rank 0 has sent its own, rank 0's neighbour is odd and
 * receives at once, so rank 0 comes to its receive. A ring in which at least
 * one rank receives first has no circle of waiting senders; that only one half
 * does so keeps all pairs working at the same time, instead of one after the
 * other. One rank alone sends to itself: that must not wait, so it copies.
 *
 * MPI_Sendrecv and the pair Isend/Irecv promise both at once: MPI goes on with
 * one while it waits for the other. MPI_PROC_NULL is a partner that takes
 * everything and sends nothing, so that a rank at the edge needs no other
 * code; but theirs is then not written, and has to be copied.
 */
#include <string.h>

#include "exchange.h"

enum { TAG = 1 };

struct ring {
    int rank, size, left, right;
};

static struct ring ring_of(MPI_Comm comm)
{
    struct ring r;
    MPI_Comm_rank(comm, &r.rank);
    MPI_Comm_size(comm, &r.size);
    r.right = (r.rank + 1) % r.size;
    r.left = (r.rank + r.size - 1) % r.size;
    return r;
}

void ring_blocking(MPI_Comm comm, const double *mine, double *theirs, int count)
{
    struct ring r = ring_of(comm);
    if (r.size == 1) {
        memcpy(theirs, mine, (size_t)count * sizeof *mine);
        return;
    }
    if (r.rank % 2 == 0)
        MPI_Send(mine, count, MPI_DOUBLE, r.right, TAG, comm);
    MPI_Recv(theirs, count, MPI_DOUBLE, r.left, TAG, comm, MPI_STATUS_IGNORE);
    if (r.rank % 2 != 0)
        MPI_Send(mine, count, MPI_DOUBLE, r.right, TAG, comm);
}

void ring_sendrecv(MPI_Comm comm, const double *mine, double *theirs, int count)
{
    struct ring r = ring_of(comm);
    MPI_Sendrecv(mine, count, MPI_DOUBLE, r.right, TAG, theirs, count,
                 MPI_DOUBLE, r.left, TAG, comm, MPI_STATUS_IGNORE);
}

void ring_nonblocking(MPI_Comm comm, const double *mine, double *theirs,
                      int count)
{
    struct ring r = ring_of(comm);
    MPI_Request both[2];
    MPI_Irecv(theirs, count, MPI_DOUBLE, r.left, TAG, comm, &both[0]);
    MPI_Isend(mine, count, MPI_DOUBLE, r.right, TAG, comm, &both[1]);
    MPI_Waitall(2, both, MPI_STATUSES_IGNORE);
}

void swap_pairs(MPI_Comm comm, const double *mine, double *theirs, int count)
{
    struct ring r = ring_of(comm);
    int partner = r.rank ^ 1;
    if (partner >= r.size)
        partner = MPI_PROC_NULL;
    MPI_Sendrecv(mine, count, MPI_DOUBLE, partner, TAG, theirs, count,
                 MPI_DOUBLE, partner, TAG, comm, MPI_STATUS_IGNORE);
    if (partner == MPI_PROC_NULL)
        memcpy(theirs, mine, (size_t)count * sizeof *mine);
}
