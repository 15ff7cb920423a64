/* fits all three by least squares of log speed-ups, on a grid */
#include <math.h>
#include "curve.h"
double curve_serial(struct point p)
{
    return (p.threads / p.speedup - 1.) / (p.threads - 1.);
}
static double model(enum limit l, double f, double x, double p)
{
    double s =
        p / (1 + f * (p - 1) + (l == LIMIT_CONTENTION) * x * p * (p - 1));
    return l == LIMIT_BANDWIDTH && s > x ? x : s;
}
struct verdict curve_explain(const struct point *pt, size_t n)
{
    double least = INFINITY, bf = 0, bx = 0;
    enum limit bl = LIMIT_SERIAL;
    for (enum limit l = LIMIT_SERIAL; l <= LIMIT_BANDWIDTH; l++)
        for (int i = 0; i <= 140; i++)
            for (int j = 0; j < (l == LIMIT_SERIAL ? 1 : 400); j++) {
                double f = i * .0005, e = 0;
                double x =
                    l == LIMIT_CONTENTION ? .002 + j * .0002 : 1 + .02 * j;
                for (size_t k = 0; k < n; k++) {
                    double d =
                        log(pt[k].speedup / model(l, f, x, pt[k].threads));
                    e += d * d;
                }
                if (l != LIMIT_SERIAL)
                    e *= 8; /* Ockham */
                if (e < least)
                    least = e, bf = f, bx = x, bl = l;
            }
    return (struct verdict){.at_64 = model(bl, bf, bx, 64), .limit = bl};
}
