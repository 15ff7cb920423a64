/*
 * cover.h - every element, exactly once
 *
 * total and more are arrays of n numbers in the memory of the device. For each
 * i from 0 to n - 1, more[i] is to be added to total[i]: once, and only there.
 *
 * cover      is a kernel. It is launched on one-dimensional grids and blocks of
 *            any size: there may be far more threads than numbers, or far
 *            fewer.
 * cover_all  is a function of the host. It launches a kernel, yours or that
 *            one, on a grid that suits n. n can be 0: then there is nothing to
 *            do, and nothing may go wrong. It need not wait for the device.
 *
 * Neighbouring threads should touch neighbouring numbers: memory comes in
 * sectors of 32 bytes, and the check "count" counts them.
 */
#ifndef COVER_H
#define COVER_H

__global__ void cover(const int *more, int *total, int n);

void cover_all(const int *more, int *total, int n);

#endif
