/* 2 ranks. A structure that is received is handed over by value, after it
 * has come. */
#include <mpi.h>
#include <stdio.h>

struct sum {
    double items, weight, largest;
};

static struct sum plus(struct sum a, struct sum b)
{
    return (struct sum){a.items + b.items, a.weight + b.weight,
                        a.largest > b.largest ? a.largest : b.largest};
}

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    struct sum mine = {rank + 1, 3, rank}, theirs = {0}, total = mine;
    MPI_Request requests[2];
    MPI_Irecv(&theirs, 3, MPI_DOUBLE, 1 - rank, 0, MPI_COMM_WORLD,
              &requests[0]);
    MPI_Isend(&mine, 3, MPI_DOUBLE, 1 - rank, 0, MPI_COMM_WORLD, &requests[1]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    total = plus(total, theirs);
    printf("%g\n", total.items);
    MPI_Finalize();
    return 0;
}
