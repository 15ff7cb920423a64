/* autocorrelation.c - what you edit. The contract is in autocorrelation.h. */
#include <stdlib.h>

#include "autocorrelation.h"

/* TODO: these are the pairs within one block. What is missing are pairs of
 * which the second word belongs to another rank: to the next one, or to one
 * behind it, if lags are long or blocks are short. And everybody's counts. */
void autocorrelation(MPI_Comm comm, const uint32_t *block, const int *size,
                     int lags, int64_t *result)
{
    int rank;
    MPI_Comm_rank(comm, &rank);
    int n = size[rank];
    int64_t *own = calloc((size_t)lags, sizeof *own);
    for (int k = 0; k < lags && k < n; k++)
        own[k] = count_equal(block, block + k, n - k);
    for (int k = 0; rank == 0 && k < lags; k++)
        result[k] = own[k];
    free(own);
}
