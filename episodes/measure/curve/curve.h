/*
 * curve.h - the contract: what a table of speed-ups says.
 *
 * A program was timed with 1 to 16 threads.  From the table alone, say what
 * keeps it from being faster, and what 64 threads will bring.  With p threads,
 *
 *     a serial part f        s = p / (1 + f (p - 1))                  (Amdahl)
 *     and contention k       s = p / (1 + f (p - 1) + k p (p - 1))   (Gunther)
 *     or bandwidth b         s = p / (1 + f (p - 1)), but never more than b
 *
 * The numbers were measured: each is off by up to half of one per cent.
 */
#ifndef CURVE_H
#define CURVE_H

#include <stddef.h>

struct point {
    unsigned threads;
    double speedup; /* over one thread */
};

/* The serial part that explains a point all alone, for 2 threads or more: the
 * experimentally determined serial fraction of Karp and Flatt (1990). */
double curve_serial(struct point point);

enum limit { LIMIT_SERIAL, LIMIT_CONTENTION, LIMIT_BANDWIDTH };

struct verdict {
    enum limit limit;
    double at_64; /* the speed-up that 64 threads will have */
};

/* `points` are those for 1, 2, 3, 4, 6, 8, 12 and 16 threads. f is at most
 * 0.06. If it is the bandwidth, it is reached with 8 threads at the latest; if
 * it is contention, k is at least 0.003. */
struct verdict curve_explain(const struct point *points, size_t n);

#endif
