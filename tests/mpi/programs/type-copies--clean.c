/* 2 ranks. Types that are copied, taken apart, and freed before they are used.
 */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int x[4] = {0}, number[4];
    MPI_Aint place[1];
    MPI_Datatype copy, pair, pairs, part[1];
    MPI_Request request;
    MPI_Type_dup(MPI_INT, &copy);
    MPI_Type_contiguous(2, MPI_INT, &pair);
    MPI_Type_contiguous(2, pair, &pairs);
    MPI_Type_get_contents(pairs, 1, 0, 1, number, place, part);
    MPI_Type_free(&part[0]);
    MPI_Type_free(&pair);
    MPI_Type_commit(&pairs);
    if (rank == 0) {
        MPI_Send_init(x, 4, copy, 1, 0, MPI_COMM_WORLD, &request);
        MPI_Type_free(&copy);
        for (int i = 0; i < 2; i++) {
            MPI_Start(&request);
            MPI_Wait(&request, MPI_STATUS_IGNORE);
        }
        MPI_Request_free(&request);
    } else {
        for (int i = 0; i < 2; i++)
            MPI_Recv(x, 1, pairs, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Type_free(&copy);
    }
    MPI_Type_free(&pairs);
    MPI_Finalize();
    return 0;
}
