/*
 * bill.h - a chain of four steps, and what it costs to bring it the data
 *
 * The four kernels are given (bill_kernels.h): scale, smooth, clip, means. You
 * write two functions of the host.
 *
 * bill          has all four done, one after the other, on `signal`, n numbers
 *               in memory of the host, and leaves the result in `mean`, memory
 *               of the host with room for bill_blocks(n) numbers. It returns
 *               once they are there. n may be 0. What it takes from the device
 *               it gives back.
 *
 *               The bill: one copy to the device and one back, each of what is
 *               needed and no more. Data stays on the device in between.
 *
 * bill_seconds  x is n numbers in memory of the device, n > 0. Scales them
 *               once, by `factor`, and returns how many seconds the device
 *               took for that. Copies nothing.
 *
 * And you say beforehand when the way pays: bill_prediction names for each
 * chain the least n for which the device, ways included, needs no longer than
 * the host. A step reads n numbers and writes n. On this machine:
 *
 *     host    20 bytes a ns
 *     way     25 bytes a ns, and 10 us for each copy, there or back
 *     device  1600 bytes a ns, and 4 us for each launch
 *
 * "one step", "four steps" and "sixteen steps" bring n numbers there once, and
 * n back at the end. "four, to and fro" brings them there and back for each
 * step. Nothing overlaps. make commit seals your numbers.
 */
#ifndef BILL_H
#define BILL_H

enum { BILL_BLOCK = 256 };

/* Means that n numbers come to: the last one may be of fewer than BILL_BLOCK.
 */
static inline int bill_blocks(int n)
{
    return n / BILL_BLOCK + (n % BILL_BLOCK != 0);
}

extern const char bill_prediction[];

void bill(const float *signal, float *mean, int n, float factor, float least);

double bill_seconds(float *x, int n, float factor);

#endif
