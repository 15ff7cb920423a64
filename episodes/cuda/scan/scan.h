/*
 * scan.h - the contract: sums of all, sums of all before, and what is kept.
 *
 * All arrays lie in device memory and do not overlap; n is between 0 and
 * 100,000,000. Sums are modulo 2^32. Functions may return before their work has
 * ended; device memory that they allocate for themselves they free again.
 */
#ifndef SCAN_H
#define SCAN_H

/* Sets *sum to in[0] + in[1] + ... + in[n - 1]. Reads each number once. */
void reduce(const unsigned *in, int n, unsigned *sum);

/* Sets out[i] to in[0] + ... + in[i - 1], the sum of all before it; out[0] is
 * 0. Moves at most six numbers for each of `in`, loads and stores together. */
void scan(const unsigned *in, int n, unsigned *out);

/* Copies those numbers of `in` that are not 0 to the front of `out`, in the
 * order in which they were, and sets *kept to how many they are. What lies
 * behind them in `out`, which has room for n, stays as it is. Moves at most ten
 * numbers for each of `in`. */
void compact(const unsigned *in, int n, unsigned *out, unsigned *kept);

/* In each of the three the work is spread over many blocks: with 32,768 numbers
 * no block makes more than n / 2 accesses to global memory. */

#endif
