/* Each rank sends its name to each other one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    char(*all)[HELLO_NAME] = calloc((size_t)size, HELLO_NAME);
    char field[HELLO_NAME] = "";
    strcpy(field, name);
    MPI_Allgather(field, HELLO_NAME, MPI_CHAR, all, HELLO_NAME, MPI_CHAR, comm);
    for (int r = 0; rank == 0 && r < size; r++)
        text += sprintf(text, "rank %d of %d: %s\n", r, size, all[r]);
    free(all);
}
