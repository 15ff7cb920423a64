/*
 * roof.h - the contract: eighteen numbers that you commit before they are
 * known.
 *
 * Six kernels, all with numbers of 8 bytes, all with arrays far larger than the
 * cache but for the last (kernels.c has them as they are run):
 *
 *     axpy      y[i] = a * x[i] + y[i]
 *     dot       sum = sum + x[i] * y[i]
 *     column    sum = sum + x[8 * i]
 *     stencil   out[i][j] = 0.2 * (in[i][j] + in[i - 1][j] + in[i + 1][j] +
 *                                  in[i][j - 1] + in[i][j + 1]), 512 columns
 *     horner    y[i] = c[0] + x[i] * (c[1] + x[i] * (... + x[i] * c[16]))
 *     product   c[i][j] = c[i][j] + a[i][k] * b[k][j] for all k, 32 x 32
 *
 * They run on this machine:
 *
 *     8 cores    of 4,000,000,000 additions or multiplications a second each
 *     caches     32 KiB for each core, lines of 64 bytes; a line that is
 *                written to is fetched first, and written back when it has to
 *                make room
 *     memory     20,000,000,000 bytes a second for all cores together; one
 *                core alone can have them all
 *
 * It computes while it fetches: a kernel takes as long as its flops or as long
 * as its bytes, whichever is longer.  For each kernel say
 *
 *     bytes      that go from memory to the caches and back,
 *     flops      additions and multiplications,
 *
 * both for each element (each i; each i, j of stencil and product), and
 *
 *     speed-up   how many times as fast 8 cores are as one.
 *
 * Write the numbers into roof.c, and then
 *
 *     make commit EPISODE=measure EXERCISE=roof
 *     make check EPISODE=measure EXERCISE=roof
 *
 * The judge runs the kernels with a meter that counts, and compares. You may
 * change the numbers and commit again, and then the line says 2.
 */
#ifndef ROOF_H
#define ROOF_H

/* A line for each number: the kernel; bytes, flops or speed-up; the number. */
extern const char roof_prediction[];

#endif
