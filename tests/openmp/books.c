/*
 * books.c - runs programs with OpenMP under the work/span books and looks at
 * them: what was dealt out, how often a lock was taken, and how long the span
 * is beside the same work without threads. The clocks that the books read are
 * the test's: a thread's goes on by a second for each piece of work that it
 * does, so the figures do not depend on the machine.
 *
 *     books    exit status 1 if something is wrong
 */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "model.h"
#include "programs.h"
#include "wire.h"

enum { THREADS = 4 };

static struct wire_model books;
static _Thread_local time_t worked = 1; /* s; the books take 0 for "unset" */

unsigned work(void)
{
    worked++;
    return 1;
}

/* Linked in place of clock_gettime, whichever clock is asked for. */
int __wrap_clock_gettime(clockid_t clock, struct timespec *t);
int __wrap_clock_gettime(clockid_t clock, struct timespec *t)
{
    (void)clock;
    *t = (struct timespec){.tv_sec = worked};
    return 0;
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
    double faster = PIECES / span_of(p);
    printf("  %-26s %8.2f %8lu %8lu\n", p->name, faster,
           (unsigned long)books.pieces, (unsigned long)books.acquired);
    expect("times as fast", faster, p->slowest, p->fastest);
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
