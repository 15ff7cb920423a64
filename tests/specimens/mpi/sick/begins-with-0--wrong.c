/* The largest number is at least 0: so it says of numbers below 0, and of none.
 */
#include <limits.h>
#include <stdlib.h>

#include "sick.h"

enum { TAG = 1 };

/* --- shift ---------------------------------------------------------------- */

int shift(MPI_Comm comm, int mine)
{
    int rank, size, theirs;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Sendrecv(&mine, 1, MPI_INT, right, TAG, &theirs, 1, MPI_INT, left, TAG,
                 comm, MPI_STATUS_IGNORE);
    return theirs;
}

/* --- relay ---------------------------------------------------------------- */

int relay(MPI_Comm comm, int mine)
{
    int rank, size, sum = 0;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    if (rank > 0)
        MPI_Recv(&sum, 1, MPI_INT, left, TAG, comm, MPI_STATUS_IGNORE);
    sum += mine;
    MPI_Send(&sum, 1, MPI_INT, right, TAG, comm);
    if (rank == 0)
        MPI_Recv(&sum, 1, MPI_INT, left, TAG, comm, MPI_STATUS_IGNORE);
    return sum;
}

/* --- largest -------------------------------------------------------------- */

int largest(MPI_Comm comm, const int *number, int count)
{
    int most = 0, all;
    for (int i = 0; i < count; i++)
        most = number[i] > most ? number[i] : most;
    MPI_Allreduce(&most, &all, 1, MPI_INT, MPI_MAX, comm);
    return all;
}

/* --- squares -------------------------------------------------------------- */

int squares(MPI_Comm comm, const int *number)
{
    int rank, size, square;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int of[size];
    if (rank == 0) {
        MPI_Request *sent = malloc((size_t)size * sizeof *sent);
        for (int r = 1; r < size; r++) {
            of[r] = number[r] * number[r];
            MPI_Isend(&of[r], 1, MPI_INT, r, TAG, comm, &sent[r]);
        }
        MPI_Waitall(size - 1, sent + 1, MPI_STATUSES_IGNORE);
        square = number[0] * number[0];
        free(sent);
    } else {
        MPI_Recv(&square, 1, MPI_INT, 0, TAG, comm, MPI_STATUS_IGNORE);
    }
    return square;
}

/* --- neighbours ----------------------------------------------------------- */

int neighbours(MPI_Comm comm, const int *mine, int count, int *theirs)
{
    int rank, size, got;
    MPI_Status status;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Sendrecv(mine, count, MPI_INT, right, TAG, theirs, MOST_ITEMS, MPI_INT,
                 left, TAG, comm, &status);
    MPI_Get_count(&status, MPI_INT, &got);
    return got;
}

/* --- halves --------------------------------------------------------------- */

int halves(MPI_Comm comm, int mine)
{
    int rank, members, sum;
    MPI_Comm half;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_split(comm, rank % 2, rank, &half);
    MPI_Comm_size(half, &members);
    MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, half);
    MPI_Comm_free(&half);
    return sum;
}

/* --- champion ------------------------------------------------------------- */

int champion(MPI_Comm comm, double score, int word)
{
    struct {
        double score;
        int rank;
    } mine = {score, 0}, best;
    MPI_Comm_rank(comm, &mine.rank);
    best = mine;
    MPI_Allreduce(&mine, &best, 1, MPI_DOUBLE_INT, MPI_MAXLOC, comm);
    MPI_Bcast(&word, 1, MPI_INT, best.rank, comm);
    return word;
}

/* --- diagnoses ------------------------------------------------------------ */

const struct diagnosis diagnoses[PROGRAMS] = {
    [SHIFT] = {UNSAFE_SEND, 0,
               "MPI_Send(&mine, 1, MPI_INT, right, TAG, comm);"},
    [RELAY] = {DEADLOCK, 0,
               "MPI_Recv(&sum, 1, MPI_INT, left, TAG, comm, "
               "MPI_STATUS_IGNORE);"},
    [LARGEST] = {MISSING_COLLECTIVE, 2, "return most;"},
    [SQUARES] = {BUFFER_RACE, 0, "square = number[r] * number[r];"},
    [NEIGHBOURS] = {TRUNCATION, 1,
                    "MPI_Sendrecv(mine, count, MPI_INT, right, TAG, theirs, "
                    "count, MPI_INT, left,"},
    [HALVES] = {LEAK, 1, "return mine;"},
    [CHAMPION] = {ROOT_MISMATCH, 2,
                  "MPI_Bcast(&word, 1, MPI_INT, best.rank, comm);"},
};
