/* Every rank sleeps a little longer than the one before it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    char other[HELLO_NAME];
    MPI_Status status;
    if (rank != 0) {
        usleep(5000 * (unsigned)rank);
        MPI_Send(name, (int)strlen(name) + 1, MPI_CHAR, 0, 0, comm);
        return;
    }
    text += sprintf(text, "rank %d of %d: %s\n", 0, size, name);
    for (int r = 1; r < size; r++) {
        MPI_Recv(other, HELLO_NAME, MPI_CHAR, MPI_ANY_SOURCE, 0, comm, &status);
        text += sprintf(text, "rank %d of %d: %s\n", status.MPI_SOURCE, size,
                        other);
    }
}
