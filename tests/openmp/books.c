/*
 * books.c - runs programs with OpenMP under the work/span books and looks at
 * them: what was dealt out, how often a lock was taken, and how long the span
 * is beside the same work without threads. Both are CPU time of this run. Noise
 * makes the span longer, so it is tried again until it is as it should be; what
 * is accepted in the end is wide, half as fast as that to twice.
 *
 *     books    exit status 1 if something is wrong
 */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "model.h"
#include "programs.h"
#include "wire.h"

enum { THREADS = 4, ROUNDS = 40 };

static struct wire_model books;

static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double serial(void)
{
    double start = cpu_now();
    for (unsigned i = 0; i < PIECES; i++)
        work();
    return cpu_now() - start;
}

static double span_of(const struct program *p)
{
    model_release();
    model_begin();
    unsigned done = p->run(THREADS);
    model_end(&books);
    return done == PIECES ? books.span : NAN;
}

static int wrong;

static void expect(const char *what, double got, double least, double most)
{
    if (got >= least && got <= most)
        return;
    printf("  wrong: %s is %g; right is %g to %g\n", what, got, least, most);
    wrong = 1;
}

static void look(const struct program *p)
{
    double faster = 0;
    for (int round = 0; round < ROUNDS && faster < 0.8 * p->faster; round++)
        faster = fmax(faster, serial() / span_of(p));
    printf("  %-26s %8.2f %8lu %8lu\n", p->name, faster,
           (unsigned long)books.pieces, (unsigned long)books.acquired);
    expect("times as fast", faster, p->faster / 2, p->faster * 2);
    expect("number of teams", (double)books.teams, 1, 1);
    expect("dealt out", (double)books.pieces, p->least, p->most);
    expect("locked", (double)books.acquired, p->acquired, p->acquired);
}

int main(void)
{
    printf("  %-26s %8s %8s %8s\n", "", "faster", "dealt", "locked");
    for (unsigned i = 0; i < nprograms; i++)
        look(&programs[i]);
    return wrong;
}
