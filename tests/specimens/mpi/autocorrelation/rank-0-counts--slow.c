/* Rank 0 gets the text and counts alone. */
#include <stdlib.h>
#include <string.h>

#include "autocorrelation.h"

void autocorrelation(MPI_Comm comm, const uint32_t *block, const int *size,
                     int lags, int64_t *result)
{
    int rank, ranks, words = 0;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &ranks);
    int *first = malloc((size_t)ranks * sizeof *first);
    for (int r = 0; r < ranks; r++) {
        first[r] = words;
        words += size[r];
    }
    uint32_t *text = malloc(((size_t)words + 1) * sizeof *text);
    MPI_Gatherv(block, size[rank], MPI_UINT32_T, text, size, first,
                MPI_UINT32_T, 0, comm);
    for (int k = 0; rank == 0 && k < lags; k++)
        result[k] = k < words ? count_equal(text, text + k, words - k) : 0;
    free(first);
    free(text);
}
