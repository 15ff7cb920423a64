/* Takes more and more memory. */
#include <stdlib.h>
#include <string.h>

#include "hello.h"

void hello(MPI_Comm comm, const char *name, char *text)
{
    int rank;
    const size_t part = 64 << 20;
    MPI_Comm_rank(comm, &rank);
    (void)name;
    (void)text;
    while (rank >= 0) {
        void *more = malloc(part);
        if (more)
            memset(more, 1, part);
    }
}
