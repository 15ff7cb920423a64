/* Lengths first, then names of their own lengths. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int length = (int)strlen(name) + 1, total = 0;
    int *lengths = calloc((size_t)size, sizeof *lengths);
    int *starts = calloc((size_t)size, sizeof *starts);
    MPI_Gather(&length, 1, MPI_INT, lengths, 1, MPI_INT, 0, comm);
    for (int r = 0; r < size; r++) {
        starts[r] = total;
        total += lengths[r];
    }
    char *all = malloc((size_t)total + 1);
    MPI_Gatherv(name, length, MPI_CHAR, all, lengths, starts, MPI_CHAR, 0,
                comm);
    for (int r = 0; rank == 0 && r < size; r++)
        text += sprintf(text, "rank %d of %d: %s\n", r, size, all + starts[r]);
    free(lengths);
    free(starts);
    free(all);
}
