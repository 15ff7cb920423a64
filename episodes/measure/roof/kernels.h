/* kernels.h - the six kernels, written so that they can be counted. */
#ifndef ROOF_KERNELS_H
#define ROOF_KERNELS_H

#include <stddef.h>

struct meter;

enum kernel { AXPY, DOT, COLUMN, STENCIL, HORNER, PRODUCT, KERNELS };

/* Runs one of them from an empty cache, and writes back what it has written;
 * returns how many elements that were. */
size_t kernel_run(enum kernel kernel, struct meter *m);

#endif
