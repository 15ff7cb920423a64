/* canary.c - wrong on purpose, see canary.h */
#include "canary.h"

int canary_deadlock(MPI_Comm comm)
{
    int rank, value = 1;
    MPI_Comm_rank(comm, &rank);
    MPI_Recv(&value, 1, MPI_INT, 1 - rank, 0, comm, MPI_STATUS_IGNORE);
    MPI_Send(&value, 1, MPI_INT, 1 - rank, 0, comm);
    return value;
}
