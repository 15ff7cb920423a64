/*
 * depend.c - judges the exercise `depend`.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "depend.h"
#include "judge.h"

/* --- matrices
 * ------------------------------------------------------------------- */

static double *at(double *a, size_t n, size_t b, size_t row, size_t column)
{
    double *t = tile(a, n, b, row / b, column / b);
    return t + row % b * b + column % b;
}

/* Symmetric, with a heavy diagonal: positive definite. */
static void fill(double *a, size_t n, size_t b)
{
    size_t side = n * b;
    for (size_t r = 0; r < side; r++)
        for (size_t c = 0; c <= r; c++) {
            double x = (double)judge_below(2000001) / 1e6 - 1;
            *at(a, n, b, r, c) = *at(a, n, b, c, r) =
                r == c ? x + 2 + (double)side : x;
        }
}

/* The loops of serial.c; false if it cannot be done. */
static bool factorise(double *a, size_t n, size_t b)
{
    for (size_t k = 0; k < n; k++) {
        if (!tile_factor(b, tile(a, n, b, k, k)))
            return false;
        for (size_t i = k + 1; i < n; i++)
            tile_solve(b, tile(a, n, b, k, k), tile(a, n, b, i, k));
        for (size_t i = k + 1; i < n; i++) {
            for (size_t j = k + 1; j < i; j++)
                tile_product(b, tile(a, n, b, i, k), tile(a, n, b, j, k),
                             tile(a, n, b, i, j));
            tile_square(b, tile(a, n, b, i, k), tile(a, n, b, i, i));
        }
    }
    return true;
}

/* Do the bits of tile (i, j) tell whether it got its updates in the opposite
 * order? `l` is the factor of `a`. */
static bool tells(double *a, double *l, size_t n, size_t b, size_t i, size_t j)
{
    size_t bytes = b * b * sizeof *a;
    double *x = malloc(bytes);
    memcpy(x, tile(a, n, b, i, j), bytes);
    for (size_t k = j; k-- > 0;)
        tile_product(b, tile(l, n, b, i, k), tile(l, n, b, j, k), x);
    if (i == j)
        tile_factor(b, x);
    else
        tile_solve(b, tile(l, n, b, j, j), x);
    bool other = memcmp(x, tile(l, n, b, i, j), bytes) != 0;
    free(x);
    return other;
}

/* Nearly every matrix tells, but of tiny ones only one in ten. */
static bool any_tells(double *a, double *l, size_t n, size_t b)
{
    for (size_t i = 2; i < n; i++)
        for (size_t j = 2; j <= i; j++)
            if (tells(a, l, n, b, i, j))
                return true;
    return n <= 2 || b == 0; /* no tile gets two updates */
}

/* --- a call, and its answer
 * ------------------------------------------------------- */

struct trial {
    struct cholesky_args args;
    double *right;
    bool good;
};

static struct trial prepare(size_t n, size_t b, unsigned threads, bool spoil)
{
    size_t bytes = n * n * b * b * sizeof(double);
    double *a = judge_in(bytes + sizeof *a);
    struct trial t = {.right = malloc(bytes + 1)};
    do {
        fill(a, n, b);
        if (spoil) {
            size_t where = b == 1 ? n / 2 : judge_below(n * b);
            *at(a, n, b, where, where) = -1;
        }
        memcpy(t.right, a, bytes);
        t.good = factorise(t.right, n, b);
    } while (t.good && !any_tells(a, t.right, n, b));
    t.args = (struct cholesky_args){
        a, n, b, threads, judge_out(bytes + 1), judge_out(sizeof(uint32_t))};
    return t;
}

static void look(void *trial)
{
    const struct trial *t = trial;
    const struct cholesky_args *c = &t->args;
    uint32_t good = *judge_got(c->good);
    const double *got = judge_got(c->to);
    judge_expect(good == t->good,
                 "cholesky(n = %zu, b = %zu, threads = %u) returned %u; right "
                 "is %u",
                 c->n, c->b, c->threads, good, t->good);
    for (size_t i = 0; good && i < c->n; i++)
        for (size_t j = 0; j <= i; j++) {
            size_t where = (i * c->n + j) * c->b * c->b;
            judge_expect(memcmp(got + where, t->right + where,
                                c->b * c->b * sizeof *got) == 0,
                         "cholesky(n = %zu, b = %zu, threads = %u): tile (%zu, "
                         "%zu) is not what the serial loops make of it",
                         c->n, c->b, c->threads, i, j);
        }
}

static void check(size_t n, size_t b, unsigned threads, bool spoil)
{
    struct trial t = prepare(n, b, threads, spoil);
    judge_call(OP_CHOLESKY, t.args);
    look(&t);
    free(t.right);
    judge_forget();
}

START_TEST(factors)
{
    judge_title("every bit as the serial loops have it");
    for (unsigned threads = 1; threads <= 8; threads += 1 + threads / 2)
        for (size_t n = 0; n <= 9; n += 1 + n / 3)
            for (size_t b = 1; b <= 9; b += 4)
                check(n, b, threads, false);
    check(3, 0, 2, false);
    check(24, 8, 4, false);
}
END_TEST

START_TEST(indefinite)
{
    judge_title("a matrix that has no factor");
    for (unsigned threads = 1; threads <= 4; threads++)
        for (size_t n = 1; n <= 6; n++)
            check(n, 3, threads, true);
}
END_TEST

START_TEST(race)
{
    judge_title("small matrices on four threads");
    for (size_t n = 2; n <= 6; n++)
        check(n, 2, 4, false);
    check(4, 2, 4, true);
}
END_TEST

static const struct scene {
    const char *what;
    size_t n;
    bool spoil;
} scenes[] = {
    {"two by two tiles", 2, false},
    {"three by three tiles", 3, false},
    {"four by four tiles", 4, false},
    {"three by three tiles without a factor", 3, true},
};

START_TEST(explored)
{
    const struct scene *s = &scenes[_i];
    judge_title(s->what);
    struct trial t = prepare(s->n, 1, 2, s->spoil);
    judge_does(0, OP_CHOLESKY, t.args);
    judge_explore(s->what, look, &t);
    free(t.right);
}
END_TEST

static void round_of(void *data, unsigned threads)
{
    const size_t *n = data;
    struct trial t = prepare(*n, 24, threads, false);
    judge_call(OP_CHOLESKY, t.args);
    look(&t);
    free(t.right);
}

START_TEST(speed)
{
    size_t n = 8;
    judge_title("8 x 8 tiles of 24 x 24");
    judge_virtual("cholesky", round_of, &n);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("depend");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, factors);
    tcase_add_test(correct, indefinite);
    tcase_add_test(judge_tcase(suite, "race", "race"), race);
    tcase_add_loop_test(judge_tcase(suite, "explore", "explore"), explored, 0,
                        sizeof scenes / sizeof *scenes);
    tcase_add_test(judge_tcase(suite, "speed", "speed"), speed);
    return suite;
}
