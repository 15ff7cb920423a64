/*
 * lines.c - two threads, each of which counts in a variable of its own, nearer
 * and nearer to each other. Prints "BYTES NS": how far apart the variables lie,
 * and how long one addition takes.
 */
#include <stdio.h>

#include "seconds.h"
#include "team.h"

enum { ADDITIONS = 1000000, REPEATS = 15, MOST = 1024 };

static _Alignas(4096) unsigned char room[2 * MOST];

static void part(unsigned rank, unsigned threads, void *shared)
{
    (void)threads;
    volatile uint64_t *own =
        (volatile uint64_t *)(room + rank * *(const size_t *)shared);
    for (unsigned i = 0; i < ADDITIONS; i++)
        (*own)++;
}

int main(void)
{
    for (size_t apart = 8; apart <= MOST; apart *= 2) {
        double middle[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
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
