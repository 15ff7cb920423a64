/*
 * autocorrelation.h - the contract: how soon do words of a text come back?
 */
#ifndef AUTOCORRELATION_H
#define AUTOCORRELATION_H

#include <mpi.h>
#include <stdint.h>

/* How many of the n places i have a[i] == b[i].  It is ours, and counts as
 * work: 1 ns a place by the model. */
int64_t count_equal(const uint32_t *a, const uint32_t *b, int n);

/*
 * A text of words, each of them a number, is cut into blocks: rank r of `comm`
 * has the size[r] words that follow those of rank r - 1.  `size` is the same on
 * all ranks, `block` are the rank's own words.  Blocks are not equally long;
 * there may be empty ones, and fewer words than ranks.
 *
 * For each lag k from 0 to lags - 1, result[k] becomes the number of places i
 * of the whole text at which text[i] and text[i + k] are the same word, both of
 * them in the text.  Only rank 0 has room for the result; it is NULL on the
 * others.  There is at least one lag; a lag may be longer than a block, or than
 * the text.
 *
 * Of the words of others a rank gets only those that it needs, each once; the
 * others' counts come to rank 0 in as few bytes as possible.  Nobody waits for
 * words while there is something to count without them.
 */
void autocorrelation(MPI_Comm comm, const uint32_t *block, const int *size,
                     int lags, int64_t *result);

#endif
