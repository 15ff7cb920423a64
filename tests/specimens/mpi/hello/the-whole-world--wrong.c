/* Works on MPI_COMM_WORLD, whatever it is given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    char field[HELLO_NAME] = "", *all = malloc((size_t)size * HELLO_NAME);
    strcpy(field, name);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Gather(field, HELLO_NAME, MPI_CHAR, all, HELLO_NAME, MPI_CHAR, 0,
               MPI_COMM_WORLD);
    MPI_Comm_rank(comm, &rank);
    for (int r = 0; rank == 0 && r < size; r++)
        text += sprintf(text, "rank %d of %d: %s\n", r, size,
                        all + (size_t)r * HELLO_NAME);
    free(all);
}
