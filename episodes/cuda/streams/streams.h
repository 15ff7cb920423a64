/*
 * streams.h - copies and kernels at the same time
 *
 * in and out are n numbers each in pinned memory of the host. out[i] is to be
 * in[i] - in[i - 1], and out[0] is in[0]. The device is too small for that: the
 * numbers go through it in chunks of `chunk` numbers (the last one may be
 * shorter), of which no more than three of the input and three of the output
 * may be there at a time.
 *
 * The kernel is given. `before` points to the number that comes before x[0], on
 * the device, or is NULL if there is none; for all but the first chunk it is
 * the last one of the chunk before, which has been copied already, or is being.
 *
 * streams returns once all of `out` is there, and has given back what it took
 * from the device. n can be 0; chunk is at least 1.
 *
 * A device copies in both directions and computes at the same time, if nothing
 * keeps it from doing so: with C chunks it can be done in C + 2 steps, where
 * one of each is done in a step.
 */
#ifndef STREAMS_H
#define STREAMS_H

static __global__ void differ(const float *x, const float *before, float *y,
                              int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        y[i] = x[i] - (i > 0 ? x[i - 1] : before != NULL ? *before : 0);
}

void streams(const float *in, float *out, int n, int chunk);

#endif
