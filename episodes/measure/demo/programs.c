/*
 * programs.c - one of the six programs of `slower`, for the explorer's virtual
 * machine; with -DSERIAL, what it was made of.
 *
 *     programs NAME THREADS
 */
#include <stdlib.h>
#include <string.h>

#include "explore.h"

/* The explorer has one of its own. */
#define team_run demo_team_run

#include "../slower/slower.h"
#include "../slower/work.h"

/* In the exercise these are in files of their own, and the compiler knows
 * nothing of them. */
#define APART __attribute__((noipa))
APART uint64_t grind(uint64_t item, uint32_t cost);
APART uint32_t vote(uint32_t item);
APART uint64_t parcels(const uint32_t *costs, size_t n, unsigned threads);
APART uint64_t votes(const uint32_t *items, size_t n, unsigned threads);
APART uint64_t weights(const uint32_t *items, size_t n, unsigned threads);

#ifdef SERIAL
#include "../slower/serial.c"
#else
#include "../slower/slower.c"

#include "../../../lib/team.c"
#endif
#include "../slower/work.c"

enum { ITEMS = 60000, DEAR = 1500, ROWS = 15 };

static const char *const names[PROGRAMS] = {
    [PARCELS] = "parcels", [VOTES] = "votes",     [STAMPS] = "stamps",
    [BINS] = "bins",       [PICTURE] = "picture", [WEIGHTS] = "weights"};

static uint32_t items[ITEMS];
static uint64_t out[ITEMS];

static void start(enum program program, unsigned threads)
{
    switch (program) {
    case PARCELS:
        parcels(items, DEAR, threads);
        break;
    case VOTES:
        votes(items, ITEMS, threads);
        break;
    case STAMPS:
        stamps(items, ITEMS / 2, out, threads);
        break;
    case BINS:
        bins(items, ITEMS, out, threads);
        break;
    case PICTURE:
        picture(items, ROWS, ITEMS / ROWS, out, threads);
        break;
    case WEIGHTS:
        weights(items, ITEMS / 2, threads);
        break;
    case PROGRAMS:
        break;
    }
}

int main(int argc, char **argv)
{
    enum program program = PARCELS;
    if (argc != 3)
        return 2;
    while (program < PROGRAMS && strcmp(argv[1], names[program]) != 0)
        program++;
    for (size_t i = 0; i < ITEMS; i++)
        items[i] = program != PARCELS             ? (uint32_t)i * 2654435761u
                   : i >= DEAR - (DEAR + 15) / 16 ? 400
                                                  : 1;
    explore_timing_start();
    start(program, (unsigned)atoi(argv[2]));
    explore_timing_stop();
    return 0;
}
