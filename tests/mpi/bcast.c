/*
 * bcast.c - a broadcast from rank 0, along a binomial tree or one rank after
 * the other: bcast tree, bcast line.
 */
#include <mpi.h>
#include <string.h>

static void send(int value, int to)
{
    MPI_Send(&value, 1, MPI_INT, to, 0, MPI_COMM_WORLD);
}

static int receive(int from)
{
    int value;
    MPI_Recv(&value, 1, MPI_INT, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return value;
}

static void tree(int rank, int size)
{
    int value = 42, bit = 1;
    while (bit < size && !(rank & bit))
        bit *= 2;
    if (rank != 0)
        value = receive(rank - bit);
    for (bit /= 2; bit > 0; bit /= 2)
        if (rank + bit < size)
            send(value, rank + bit);
}

static void line(int rank, int size)
{
    if (rank != 0)
        receive(0);
    for (int i = 1; rank == 0 && i < size; i++)
        send(42, i);
}

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (argc > 1 && strcmp(argv[1], "line") == 0)
        line(rank, size);
    else
        tree(rank, size);
    MPI_Finalize();
    return 0;
}
