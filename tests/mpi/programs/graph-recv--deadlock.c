/* 2 ranks. Two neighbours of a graph receive first. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, x = 1;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int other = 1 - rank;
    MPI_Comm graph;
    MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 1, &other, MPI_UNWEIGHTED, 1,
                                   &other, MPI_UNWEIGHTED, MPI_INFO_NULL, 0,
                                   &graph);
    MPI_Recv(&x, 1, MPI_INT, other, 0, graph, MPI_STATUS_IGNORE);
    MPI_Send(&x, 1, MPI_INT, other, 0, graph);
    MPI_Comm_free(&graph);
    MPI_Finalize();
    return 0;
}
