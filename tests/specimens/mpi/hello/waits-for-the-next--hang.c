/* Each rank waits for its right neighbour, the last one for the first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    char other[HELLO_NAME];
    MPI_Recv(other, HELLO_NAME, MPI_CHAR, (rank + 1) % size, 0, comm,
             MPI_STATUS_IGNORE);
    MPI_Send(name, (int)strlen(name) + 1, MPI_CHAR, (rank + size - 1) % size, 0,
             comm);
    if (rank == 0)
        sprintf(text, "rank %d of %d: %s\n", rank, size, other);
}
