/*
 * hello.c - names by a gather.
 *
 * Why it is right: MPI_Gather puts what rank r sends at place r of the root's
 * buffer, whenever it comes. So the order of the lines is in the place where a
 * name lies, and not in the time at which it arrived. Every rank sends the
 * same number of bytes, a whole field for a name: one collective is enough,
 * where names of their own lengths would need a second one for the lengths.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    char field[HELLO_NAME] = "", *all = NULL;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    strcpy(field, name);
    if (rank == 0)
        all = malloc((size_t)size * HELLO_NAME);
    MPI_Gather(field, HELLO_NAME, MPI_CHAR, all, HELLO_NAME, MPI_CHAR, 0, comm);
    for (int r = 0; rank == 0 && r < size; r++)
        text += sprintf(text, "rank %d of %d: %s\n", r, size,
                        all + (size_t)r * HELLO_NAME);
    free(all);
}
