/*
 * curve.c - judges the exercise `curve`: tables whose reasons are known.
 */
#include <math.h>
#include <stdio.h>

#include "calls.h"
#include "judge.h"

enum { TABLES = 300 };

static const unsigned threads[POINTS] = {1, 2, 3, 4, 6, 8, 12, 16};
static const char *const names[] = {"a serial part", "contention", "bandwidth"};

struct reason {
    enum limit limit;
    double f, k, b;
};

static double between(double least, double most)
{
    return least + (most - least) * (double)judge_below(1000001) / 1e6;
}

static double speedup(const struct reason *r, double p)
{
    double s = p / (1 + r->f * (p - 1) + r->k * p * (p - 1));
    return r->limit == LIMIT_BANDWIDTH && s > r->b ? r->b : s;
}

static struct reason make_reason(enum limit limit)
{
    struct reason r = {.limit = limit, .f = between(0.01, 0.06)};
    if (limit == LIMIT_CONTENTION)
        r.k = between(0.003, 0.02);
    if (limit == LIMIT_BANDWIDTH) {
        r.f = between(0, 0.04);
        r.b = between(2.5, 5);
    }
    return r;
}

START_TEST(serial)
{
    enum { N = 200 };
    struct serial_args a = {judge_in(N * sizeof(struct point)), N,
                            judge_out(N * sizeof(double))};
    struct point *points = (struct point *)a.points;
    double right[N];
    judge_title("the serial part that explains a point");
    for (unsigned i = 0; i < N; i++) {
        double p = 2 + (double)judge_below(63);
        right[i] = between(0, 0.5);
        points[i] = (struct point){(unsigned)p, p / (1 + right[i] * (p - 1))};
    }
    judge_call(OP_SERIAL, a);
    for (unsigned i = 0; i < N; i++) {
        double got = judge_got(a.serial)[i];
        judge_expect(fabs(got - right[i]) < 1e-6,
                     "a speed-up of %.3f with %u threads: the serial part is "
                     "%.4f; right is %.4f",
                     points[i].speedup, points[i].threads, got, right[i]);
    }
}
END_TEST

/* "f = 0.02, k = 0.005: 1.00 1.95 ...", for the learner to work it out. */
static const char *table(const struct reason *r, const struct point *points)
{
    static char text[200];
    int n = snprintf(text, sizeof text, "f = %.3f", r->f);
    if (r->limit == LIMIT_CONTENTION)
        n += snprintf(text + n, sizeof text - (size_t)n, ", k = %.4f", r->k);
    if (r->limit == LIMIT_BANDWIDTH)
        n += snprintf(text + n, sizeof text - (size_t)n, ", b = %.2f", r->b);
    for (unsigned i = 0; i < POINTS; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, "%s %.2f",
                      i == 0 ? ":" : "", points[i].speedup);
    return text;
}

static void check_one(const struct reason *r, const struct point *points,
                      uint32_t limit, double at_64)
{
    double right = speedup(r, 64);
    judge_expect(limit <= LIMIT_BANDWIDTH, "%u is no limit", limit);
    judge_expect(limit == r->limit,
                 "a table with %s is limited by %s; curve_explain says %s",
                 table(r, points), names[r->limit], names[limit]);
    judge_expect(at_64 > 0 && fabs(log(at_64 / right)) < 0.15,
                 "a table with %s (%s): 64 threads are %.2f times as fast; "
                 "curve_explain says %.2f",
                 table(r, points), names[r->limit], right, at_64);
}

/* A call for each table: who tries thousands of curves takes a while. */
START_TEST(explained)
{
    struct explain_args a = {judge_in(POINTS * sizeof(struct point)),
                             judge_out(sizeof(uint32_t)),
                             judge_out(sizeof(double))};
    struct point *points = (struct point *)a.points;
    judge_title("what limits, and what 64 threads will bring");
    for (unsigned i = 0; i < TABLES; i++) {
        struct reason reason = make_reason((enum limit)judge_below(3));
        for (unsigned k = 0; k < POINTS; k++)
            points[k] = (struct point){threads[k],
                                       k == 0 ? 1
                                              : speedup(&reason, threads[k]) *
                                                    between(0.995, 1.005)};
        judge_call(OP_EXPLAIN, a);
        check_one(&reason, points, *judge_got(a.limit), *judge_got(a.at_64));
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("curve");
    tcase_add_test(judge_tcase(suite, "serial", "serial"), serial);
    tcase_add_test(judge_tcase(suite, "explain", "explain"), explained);
    return suite;
}
