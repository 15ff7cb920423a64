/* 4 ranks. Neighbours exchange values; one rank goes to a barrier instead. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int rank, ranks, values[2], ring = 1;
    MPI_Comm row, graph;
    MPI_Request request;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    MPI_Cart_create(MPI_COMM_WORLD, 1, &ranks, &ring, 0, &row);
    if (rank == 3)
        MPI_Barrier(row);
    else
        MPI_Neighbor_allgather(&rank, 1, MPI_INT, values, 1, MPI_INT, row);
    int next = (rank + 1) % ranks, last = (rank + ranks - 1) % ranks;
    MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 1, &last, MPI_UNWEIGHTED, 1,
                                   &next, MPI_UNWEIGHTED, MPI_INFO_NULL, 0,
                                   &graph);
    int one = 1, zero = 0;
    MPI_Ineighbor_alltoallv(&rank, &one, &zero, MPI_INT, values, &one, &zero,
                            MPI_INT, graph, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    printf("%d %d\n", rank, values[0]);
    MPI_Comm_free(&graph);
    MPI_Comm_free(&row);
    MPI_Finalize();
    return 0;
}
