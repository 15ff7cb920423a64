/* Takes what comes, and puts it where it belongs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (rank != 0) {
        MPI_Send(name, (int)strlen(name) + 1, MPI_CHAR, 0, 0, comm);
        return;
    }
    char(*all)[HELLO_NAME] = calloc((size_t)size, HELLO_NAME);
    strcpy(all[0], name);
    for (int i = 1; i < size; i++) {
        char other[HELLO_NAME];
        MPI_Status status;
        MPI_Recv(other, HELLO_NAME, MPI_CHAR, MPI_ANY_SOURCE, 0, comm, &status);
        strcpy(all[status.MPI_SOURCE], other);
    }
    for (int r = 0; r < size; r++)
        text += sprintf(text, "rank %d of %d: %s\n", r, size, all[r]);
    free(all);
}
