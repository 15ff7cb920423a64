/* halo.c - what you edit. The contract is in halo.h. */
#include <stdlib.h>
#include <string.h>

#include "halo.h"

void jacobi(MPI_Comm comm, double *grid, int rows, int cols, int steps)
{
    size_t width = (size_t)cols + 2;
    size_t bytes = ((size_t)rows + 2) * width * sizeof *grid;
    double *new = malloc(bytes);
    (void)comm;
    memcpy(new, grid, bytes);
    for (int s = 0; s < steps; s++) {
        /* TODO: rows 0 and rows + 1 are those of the neighbours, and change
         * with every step. Get them; and do not wait for them while there are
         * rows to relax that do not need them. */
        for (int i = 1; i <= rows; i++) {
            const double *row = grid + (size_t)i * width;
            relax_row(row - width, row, row + width, new + (size_t)i *width,
                      cols);
        }
        memcpy(grid, new, bytes);
    }
    free(new);
}
