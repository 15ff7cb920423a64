/*
 * tickets.c - every rank draws tickets from a counter on rank 0: in two
 * accesses (two), or in one that nobody gets into (one). Prints how many of
 * the numbers are different.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TICKETS = 100 };

static long draw_two(MPI_Win window)
{
    long ticket, next;
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, window);
    MPI_Get(&ticket, 1, MPI_LONG, 0, 0, 1, MPI_LONG, window);
    MPI_Win_unlock(0, window);
    next = ticket + 1;
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, window);
    MPI_Put(&next, 1, MPI_LONG, 0, 0, 1, MPI_LONG, window);
    MPI_Win_unlock(0, window);
    return ticket;
}

static long draw_one(MPI_Win window)
{
    long ticket, one = 1;
    MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, window);
    MPI_Fetch_and_op(&one, &ticket, MPI_LONG, 0, 0, MPI_SUM, window);
    MPI_Win_unlock(0, window);
    return ticket;
}

int main(int argc, char **argv)
{
    int rank, size, different = 0;
    long *counter, own[TICKETS];
    MPI_Win window;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Win_allocate(sizeof *counter, sizeof *counter, MPI_INFO_NULL,
                     MPI_COMM_WORLD, &counter, &window);
    *counter = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    for (int i = 0; i < TICKETS; i++)
        own[i] = argc > 1 && strcmp(argv[1], "two") == 0 ? draw_two(window)
                                                         : draw_one(window);
    long *all = calloc((size_t)(size * TICKETS), sizeof *all);
    char *seen = calloc((size_t)(size * TICKETS), 1);
    MPI_Gather(own, TICKETS, MPI_LONG, all, TICKETS, MPI_LONG, 0,
               MPI_COMM_WORLD);
    for (int i = 0; rank == 0 && i < size * TICKETS; i++) {
        different += !seen[all[i]];
        seen[all[i]] = 1;
    }
    if (rank == 0)
        printf("%d tickets, %d different numbers\n", size * TICKETS, different);
    free(all);
    free(seen);
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}
