/* programs.c - see programs.h; compiled by both compilers. */
#include "programs.h"

#include <omp.h>

static unsigned loop_static(unsigned threads)
{
    unsigned done = 0;
#pragma omp parallel for num_threads(threads) reduction(+ : done)
    for (int i = 0; i < PIECES; i++)
        done += work();
    return done;
}

/* All the work is in the first half: a static loop gives it to two of four. */
static unsigned loop_uneven(unsigned threads)
{
    unsigned done = 0;
#pragma omp parallel for num_threads(threads) reduction(+ : done)
    for (int i = 0; i < 2 * PIECES; i++)
        if (i < PIECES)
            done += work();
    return done;
}

static unsigned loop_dynamic(unsigned threads)
{
    unsigned done = 0;
#pragma omp parallel for num_threads(threads) schedule(dynamic) \
    reduction(+ : done)
    for (int i = 0; i < PIECES; i++)
        done += work();
    return done;
}

static unsigned loop_guided(unsigned threads)
{
    unsigned done = 0;
#pragma omp parallel for num_threads(threads) schedule(guided) \
    reduction(+ : done)
    for (long i = 0; i < PIECES; i++)
        done += work();
    return done;
}

static unsigned loop_runtime(unsigned threads)
{
    unsigned done = 0;
    omp_set_schedule(omp_sched_dynamic, 2);
#pragma omp parallel num_threads(threads)
    {
#pragma omp for schedule(runtime) reduction(+ : done)
        for (unsigned long i = 0; i < PIECES; i++)
            done += work();
    }
    return done;
}

static unsigned sections(unsigned threads)
{
    unsigned part[4] = {0};
#pragma omp parallel sections num_threads(threads)
    {
#pragma omp section
        for (int i = 0; i < PIECES / 4; i++)
            part[0] += work();
#pragma omp section
        for (int i = 0; i < PIECES / 4; i++)
            part[1] += work();
#pragma omp section
        for (int i = 0; i < PIECES / 4; i++)
            part[2] += work();
#pragma omp section
        for (int i = 0; i < PIECES / 4; i++)
            part[3] += work();
    }
    return part[0] + part[1] + part[2] + part[3];
}

static unsigned critical(unsigned threads)
{
    unsigned done = 0;
#pragma omp parallel for num_threads(threads)
    for (int i = 0; i < PIECES; i++)
#pragma omp critical
        done += work();
    return done;
}

/* Before and after a barrier, the work of each half is another thread's. */
static unsigned barrier(unsigned threads)
{
    unsigned done = 0;
#pragma omp parallel num_threads(threads) reduction(+ : done)
    {
        for (int half = 0; half < 2; half++) {
            if (omp_get_thread_num() == half % omp_get_num_threads())
                for (int i = 0; i < PIECES / 2; i++)
                    done += work();
#pragma omp barrier
        }
    }
    return done;
}

static unsigned tasks(unsigned threads)
{
    unsigned done[PIECES] = {0}, all = 0;
#pragma omp parallel num_threads(threads)
#pragma omp single
    {
        for (int i = 0; i < PIECES; i++)
#pragma omp task shared(done) firstprivate(i)
            done[i] = work();
#pragma omp taskwait
        for (int i = 0; i < PIECES; i++)
            all += done[i];
    }
    return all;
}

/* Four chains of tasks. */
static unsigned depend(unsigned threads)
{
    unsigned done[4] = {0};
#pragma omp parallel num_threads(threads)
#pragma omp single
    for (int i = 0; i < PIECES; i++) {
        unsigned *to = &done[i % 4];
#pragma omp task depend(inout : to[0])
        to[0] += work();
    }
    return done[0] + done[1] + done[2] + done[3];
}

/* One chain. */
static unsigned chain(unsigned threads)
{
    unsigned done = 0, *to = &done;
#pragma omp parallel num_threads(threads)
#pragma omp single
    for (int i = 0; i < PIECES; i++)
#pragma omp task depend(inout : to[0])
        to[0] += work();
    return done;
}

/* A group around tasks that have tasks. */
static unsigned group(unsigned threads)
{
    unsigned done[PIECES] = {0}, all = 0;
#pragma omp parallel num_threads(threads)
#pragma omp single
    {
#pragma omp taskgroup
        for (int i = 0; i < PIECES; i += 2)
#pragma omp task shared(done) firstprivate(i)
        {
#pragma omp task shared(done) firstprivate(i)
            done[i + 1] = work();
            done[i] = work();
        }
        for (int i = 0; i < PIECES; i++)
            all += done[i];
    }
    return all;
}

/* libgomp deals sections out, libomp shares them out beforehand. */
/* The books deal chunks out as they end; with guided, whose chunks differ, the
 * order makes a difference. */
const struct program programs[] = {
    {"for static", loop_static, 0, 0, 0, 4, 4},
    {"for static, uneven", loop_uneven, 0, 0, 0, 2, 2},
    {"for dynamic", loop_dynamic, PIECES, PIECES, 0, 4, 4},
    {"for guided", loop_guided, 4, PIECES, 0, 2, 4},
    {"for runtime", loop_runtime, PIECES / 2, PIECES / 2, 0, 4, 4},
    {"sections", sections, 0, 4, 0, 4, 4},
    {"critical", critical, 0, 0, PIECES, 4, 4},
    {"barrier", barrier, 0, 0, 0, 1, 1},
    {"task", tasks, PIECES, PIECES, 0, PIECES, PIECES},
    {"task depend, four chains", depend, PIECES, PIECES, 0, 4, 4},
    {"task depend, one chain", chain, PIECES, PIECES, 0, 1, 1},
    {"taskgroup", group, PIECES, PIECES, 0, PIECES, PIECES},
};
const unsigned nprograms = sizeof programs / sizeof *programs;
