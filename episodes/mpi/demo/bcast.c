/* bcast.c - 1000 doubles from rank 0 to all: "line", one rank after the other,
 * or "tree". */
#include <mpi.h>
#include <string.h>

enum { COUNT = 1000 };

int main(int argc, char **argv)
{
    static double items[COUNT];
    int rank, size, step = 1;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (argc > 1 && strcmp(argv[1], "line") == 0) {
        if (rank != 0)
            MPI_Recv(items, COUNT, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
        for (int r = 1; rank == 0 && r < size; r++)
            MPI_Send(items, COUNT, MPI_DOUBLE, r, 0, MPI_COMM_WORLD);
    } else {
        while (step < size && (rank & step) == 0)
            step *= 2;
        if (rank != 0)
            MPI_Recv(items, COUNT, MPI_DOUBLE, rank - step, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
        for (step /= 2; step > 0; step /= 2)
            if (rank + step < size)
                MPI_Send(items, COUNT, MPI_DOUBLE, rank + step, 0,
                         MPI_COMM_WORLD);
    }
    MPI_Finalize();
    return 0;
}
