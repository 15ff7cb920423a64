/*
 * lost-update.c - two threads add to one variable. Wrong on purpose.
 *
 *   lost-update loop 1000000 20   a bare loop, 20 times
 *   lost-update call 1000000 20   the same with a function call in it
 *
 * Prints how often the total was right.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "team.h"

enum { THREADS = 2 };

static size_t total;

/* noipa: the compiler must not look inside, as if it were in another file. */
__attribute__((noipa)) static bool wanted(size_t item)
{
    return item < (size_t)-1;
}

static void add_in_loop(unsigned rank, unsigned threads, void *shared)
{
    const size_t n = *(size_t *)shared;
    (void)rank, (void)threads;
    for (size_t i = 0; i < n; i++)
        total++;
}

static void add_between_calls(unsigned rank, unsigned threads, void *shared)
{
    const size_t n = *(size_t *)shared;
    (void)rank, (void)threads;
    for (size_t i = 0; i < n; i++)
        if (wanted(i))
            total++;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: lost-update loop|call N RUNS\n");
        return 2;
    }
    team_body *body =
        strcmp(argv[1], "call") == 0 ? add_between_calls : add_in_loop;
    size_t n = strtoul(argv[2], NULL, 10);
    unsigned runs = (unsigned)strtoul(argv[3], NULL, 10), right = 0;
    size_t least = THREADS * n;
    for (unsigned i = 0; i < runs; i++) {
        total = 0;
        team_run(THREADS, body, &n);
        right += total == THREADS * n;
        least = total < least ? total : least;
    }
    printf("right %2u of %u, least total %7zu of %zu\n", right, runs, least,
           THREADS * n);
    return 0;
}
