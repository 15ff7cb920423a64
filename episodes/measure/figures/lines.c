/*
 * lines.c - two threads, each of which counts in a variable of its own, nearer
 * and nearer to each other. Prints "BYTES NS": how far apart the variables lie,
 * and how long one addition takes.
 */
#include <stdatomic.h>
#include <stdio.h>

#include "seconds.h"
#include "team.h"

enum { ADDITIONS = 300000, REPEATS = 15, MOST = 1024 };

static _Alignas(4096) unsigned char room[2 * MOST];

static atomic_uint ready;

static void part(unsigned rank, unsigned threads, void *shared)
{
    _Atomic uint64_t *own =
        (_Atomic uint64_t *)(room + rank * *(const size_t *)shared);
    pin(rank);
    atomic_fetch_add(&ready, 1);
    while (atomic_load(&ready) < threads)
        ; /* both begin at the same time */
    for (unsigned i = 0; i < ADDITIONS; i++)
        atomic_fetch_add(own, 1);
}

int main(void)
{
    for (size_t apart = 8; apart <= MOST; apart *= 2) {
        double middle[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            atomic_store(&ready, 0);
            double start = seconds();
            team_run(2, part, &apart);
            middle[i] = seconds() - start;
            for (int k = i; k > 0 && middle[k] < middle[k - 1]; k--) {
                double smaller = middle[k];
                middle[k] = middle[k - 1];
                middle[k - 1] = smaller;
            }
        }
        printf("%zu %.2f\n", apart, 1e9 * middle[REPEATS / 2] / ADDITIONS);
    }
    return 0;
}
