/* Asks for the length of each message before it receives. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    MPI_Request request;
    if (rank != 0) {
        MPI_Isend(name, (int)strlen(name) + 1, MPI_CHAR, 0, 1, comm, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        return;
    }
    text += sprintf(text, "rank %d of %d: %s\n", 0, size, name);
    for (int r = 1; r < size; r++) {
        MPI_Status status;
        int length;
        MPI_Probe(r, 1, comm, &status);
        MPI_Get_count(&status, MPI_CHAR, &length);
        char *other = malloc((size_t)length);
        MPI_Recv(other, length, MPI_CHAR, r, 1, comm, MPI_STATUS_IGNORE);
        text += sprintf(text, "rank %d of %d: %s\n", r, size, other);
        free(other);
    }
}
