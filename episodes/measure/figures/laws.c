/*
 * laws.c - a program with a serial part, with more and more threads.
 *
 * Prints lines for three pictures: "amdahl F P S" (S times as fast with P
 * threads if F of the work is serial), "gustafson F P S" (the same if each
 * thread has as much work as the one had), and "karpflatt MS P E F" (a program
 * that takes MS milliseconds, without a serial part, has the serial part E
 * after Karp and Flatt; and one with a tenth has F).
 */
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "seconds.h"
#include "team.h"

enum { REPEATS = 31, MANY = 101 };

/* Seconds: long for a team, short for whatever else the machine does. */
static const double long_work = 0.006;
static bool pinned; /* a short run is not worth the move to another core */
static double per_second; /* rounds */

static void part(unsigned rank, unsigned threads, void *shared)
{
    (void)threads;
    if (pinned)
        pin(rank);
    grind(*(const size_t *)shared);
}

static double run(double serial, double parallel, unsigned threads)
{
    size_t own = (size_t)(parallel * per_second);
    double start = seconds();
    grind((size_t)(serial * per_second));
    team_run(threads, part, &own);
    return seconds() - start;
}

/* The least of many, since all that disturbs makes it longer. Serial and
 * parallel runs take turns. */
struct pair {
    double one, many;
};

static struct pair least(double work, double f, unsigned threads, bool grows)
{
    struct pair p = {1e9, 1e9};
    double share = (1 - f) * work / (grows ? 1 : threads);
    for (int i = 0; i < (pinned ? REPEATS : MANY); i++) {
        double one = run(f * work, (1 - f) * work, 1);
        double many = run(f * work, share, threads);
        p.one = one < p.one ? one : p.one;
        p.many = many < p.many ? many : p.many;
    }
    return p;
}

static void calibrate(void)
{
    const size_t rounds = 4000000;
    double best = 1e9;
    for (int i = 0; i < REPEATS; i++) {
        double start = seconds();
        grind(rounds);
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    per_second = (double)rounds / best;
}

/* Of a program that took p.one with one thread and p.many with so many. */
static double karp_flatt(struct pair p, double threads)
{
    return (p.many / p.one - 1 / threads) / (1 - 1 / threads);
}

int main(void)
{
    static const double parts[] = {0,   0.05, 0.1, 0.2, 0.3, 0.4,
                                   0.5, 0.6,  0.7, 0.8, 0.9, 1};
    unsigned cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    cores = cores < 2 ? 2 : cores; /* one core shows something, too */
    calibrate();
    pinned = true;
    for (unsigned p = 2; p <= cores; p *= 2)
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            double f = parts[i];
            struct pair same = least(long_work, f, p, false);
            struct pair more = least(long_work, f, p, true);
            printf("amdahl %g %u %.3f\n", f, p, same.one / same.many);
            printf("gustafson %g %u %.3f\n", f, p,
                   (f + (1 - f) * p) * more.one / more.many);
        }
    pinned = false;
    for (double work = 0.01; work > 2e-5; work /= 2)
        printf("karpflatt %.4f %u %.4f %.4f\n", 1e3 * work, cores,
               karp_flatt(least(work, 0, cores, false), cores),
               karp_flatt(least(work, 0.1, cores, false), cores));
    return 0;
}
