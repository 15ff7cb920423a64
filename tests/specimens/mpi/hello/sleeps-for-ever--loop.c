/* Rank 1 sleeps, and rank 0 waits for it. */
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
    if (rank != 0) {
        for (;;)
            sleep(1000);
    }
    text += sprintf(text, "rank %d of %d: %s\n", 0, size, name);
    for (int r = 1; r < size; r++) {
        MPI_Recv(other, HELLO_NAME, MPI_CHAR, r, 0, comm, MPI_STATUS_IGNORE);
        text += sprintf(text, "rank %d of %d: %s\n", r, size, other);
    }
}
