/*
 * roof.c - one way to count, and why it is right.
 *
 * Bytes: an array that is only read costs 8 bytes an element, one that is
 * written 16, since its lines are fetched before they are written, and have to
 * go back.  So axpy: x 8, y 16.  dot: 8 and 8.  column uses one number of each
 * line, and gets all 64 bytes of it.  stencil reads five numbers, of which four
 * are in the cache still (three rows are 12 KiB): in 8, out 16; a little more
 * for the border.  horner: x 8, y 16; the coefficients are in registers.
 * product: 24 KiB in all, so each of a, b, c comes in once, c goes back: 32.
 *
 * Flops: count + and *. horner has 16 steps of two, product 32 steps of two.
 *
 * Speed-up: one core needs flops / 4 ns or bytes / 20 ns, whichever is more;
 * eight need flops / 32 or bytes / 20. For axpy, dot and column that is the
 * memory both times, and stencil gains 1.25 / 1.2. horner runs into the memory
 * at 8 / 1.2, and product not at all.
 */
#include "roof.h"

const char roof_prediction[] = "axpy bytes          24\n"
                               "axpy flops          2\n"
                               "axpy speed-up       1\n"
                               "dot bytes           16\n"
                               "dot flops           2\n"
                               "dot speed-up        1\n"
                               "column bytes        64\n"
                               "column flops        1\n"
                               "column speed-up     1\n"
                               "stencil bytes       24.2\n"
                               "stencil flops       5\n"
                               "stencil speed-up    1.04\n"
                               "horner bytes        24\n"
                               "horner flops        32\n"
                               "horner speed-up     6.67\n"
                               "product bytes       32\n"
                               "product flops       64\n"
                               "product speed-up    8\n"
                               "commit 1 b3c51059a77f373d\n";
