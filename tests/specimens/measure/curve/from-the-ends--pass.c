/* Draws the line through the mean of the first half and that of the second. */
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
    double p_mean[2] = {0, 0}, f_mean[2] = {0, 0};
    size_t count[2] = {0, 0};
    for (size_t i = 3; i < n; i++) {
        size_t half = i >= 6;
        p_mean[half] += points[i].threads;
        f_mean[half] += curve_serial(points[i]);
        count[half]++;
    }
    for (size_t half = 0; half < 2; half++) {
        p_mean[half] /= (double)count[half];
        f_mean[half] /= (double)count[half];
    }
    double slope = (f_mean[1] - f_mean[0]) / (p_mean[1] - p_mean[0]);
    double at_0 = f_mean[0] - slope * p_mean[0];
    return (struct line){(f_mean[0] + f_mean[1]) / 2, slope, at_0};
}

struct verdict curve_explain(const struct point *points, size_t n)
{
    const double p = 64, clear = 0.0015;
    struct line f = fit(points, n);
    if (is_flat(points, n))
        return (struct verdict){LIMIT_BANDWIDTH,
                                (points[n - 1].speedup + points[n - 2].speedup +
                                 points[n - 3].speedup) /
                                    3};
    if (f.slope > clear)
        return (struct verdict){LIMIT_CONTENTION, p / (1 + f.at_0 * (p - 1) +
                                                       f.slope * p * (p - 1))};
    return (struct verdict){LIMIT_SERIAL, p / (1 + f.mean * (p - 1))};
}
