/*
 * histogram.h - the contract: count keys, and do not queue for it.
 */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

enum { BINS = 256 };

/*
 * Sets bins[k] to the number of keys that are k, for each of the 256. Both lie
 * in device memory; whatever is in `bins` before does not count. n is between
 * 0 and 100,000,000. The work is started, and need not have ended when the
 * function returns.
 *
 * Each key is read once, 32 neighbours together. For eight keys there is at
 * most one atomic access to global memory. Lanes of a warp that want the same
 * bin at the same time do not queue for it: all queues together, in global or
 * in shared memory, are no longer than n / 8, even if all keys are equal.
 */
void histogram(const unsigned char *keys, int n, unsigned *bins);

#endif
