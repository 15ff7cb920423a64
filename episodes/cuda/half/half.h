/*
 * half.h - the contract: as few bits as the error allows.
 */
#ifndef HALF_H
#define HALF_H

/*
 * Returns the sum of `n` numbers, which lie in memory of the host, computed on
 * the device. It is wrong by no more than
 *
 *     error * (|number[0]| + ... + |number[n - 1]|)
 *
 * and the rounding of the result. n is between 0 and 10,000,000, error at least
 * 2^-80. Numbers are 0 or have a magnitude between 1e-100 and 1e100.
 *
 * It is as cheap as that allows. Rounding the numbers themselves may use up a
 * quarter of the error: they are copied to the device, once, as halves (11
 * significant bits: off by up to 2^-11 of their magnitude) if error >= 2^-9, as
 * floats (24 bits) if error >= 2^-22, and as doubles (53 bits) otherwise. The
 * device reads each of them once. With halves and floats it makes fewer than
 * n / 8 operations on doubles, which most devices are slow at.
 */
double sum(const double *number, int n, double error);

#endif
