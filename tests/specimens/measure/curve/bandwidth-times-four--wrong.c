/* Believes that 64 threads have four times the bandwidth. */
#include <stdbool.h>

#include "curve.h"

double curve_serial(struct point point)
{
    double p = point.threads;
    return (1 / point.speedup - 1 / p) / (1 - 1 / p);
}

/* True if the last three points are the same but for the noise. */
static bool is_flat(const struct point *points, size_t n)
{
    double least = points[n - 3].speedup, most = least;
    for (size_t i = n - 3; i < n; i++) {
        least = points[i].speedup < least ? points[i].speedup : least;
        most = points[i].speedup > most ? points[i].speedup : most;
    }
    return most / least < 1.03;
}

struct line {
    double mean, slope, at_0;
};

static struct line fit(const struct point *points, size_t n)
{
    double w = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (size_t i = 1; i < n; i++) {
        double p = points[i].threads, f = curve_serial(points[i]);
        double weight = points[i].speedup * points[i].speedup;
        w += weight;
        x += weight * p;
        y += weight * f;
        xx += weight * p * p;
        xy += weight * p * f;
    }
    double slope = (w * xy - x * y) / (w * xx - x * x);
    return (struct line){y / w, slope, (y - slope * x) / w};
}

struct verdict curve_explain(const struct point *points, size_t n)
{
    const double p = 64, clear = 0.0015;
    struct line f = fit(points, n);
    if (is_flat(points, n))
        return (struct verdict){LIMIT_BANDWIDTH,
                                (points[n - 1].speedup + points[n - 2].speedup +
                                 points[n - 3].speedup) /
                                    3 * 4};
    if (f.slope > clear)
        return (struct verdict){LIMIT_CONTENTION, p / (1 + f.at_0 * (p - 1) +
                                                       f.slope * p * (p - 1))};
    return (struct verdict){LIMIT_SERIAL, p / (1 + f.mean * (p - 1))};
}
