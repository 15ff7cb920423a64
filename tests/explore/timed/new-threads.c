/* New threads for every piece of work. */
#include "work.h"

#define PIECES 10
#define COUNT 20000

static volatile uint64_t totals[MOST_THREADS * 8];

static void *part(void *share)
{
    int number = number_of(share);
    uint64_t total = 0;
    uint32_t value = 1;
    for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT); i++)
        total += value = work(value + (uint32_t)i, 30);
    totals[number * 8] += total;
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    for (int piece = 0; piece < PIECES; piece++)
        on_all(part);
    return 0;
}
