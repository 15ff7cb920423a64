/* Every rank gets the whole text. */
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
    int64_t *own = calloc((size_t)lags, sizeof *own);
    MPI_Allgatherv(block, size[rank], MPI_UINT32_T, text, size, first,
                   MPI_UINT32_T, comm);
    for (int k = 0; k < lags; k++) {
        int at = first[rank], end = at + size[rank];
        end = end + k < words ? end : words - k;
        own[k] = end > at ? count_equal(text + at, text + at + k, end - at) : 0;
    }
    MPI_Reduce(own, result, lags, MPI_INT64_T, MPI_SUM, 0, comm);
    free(first);
    free(text);
    free(own);
}
