/* Has room for names of 15 letters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    char other[16];
    if (rank != 0) {
        MPI_Send(name, (int)strlen(name) + 1, MPI_CHAR, 0, 0, comm);
        return;
    }
    text += sprintf(text, "rank %d of %d: %s\n", 0, size, name);
    for (int r = 1; r < size; r++) {
        MPI_Recv(other, sizeof other, MPI_CHAR, r, 0, comm, MPI_STATUS_IGNORE);
        text += sprintf(text, "rank %d of %d: %s\n", r, size, other);
    }
}
