/* Amdahl's law: main() does half of the work by itself. */
#include "work.h"

#define COUNT 300000

static volatile uint64_t totals[MOST_THREADS * 8];

static uint64_t sum(long from, long to)
{
    uint64_t total = 0;
    uint32_t value = 1;
    for (long i = from; i < to; i++)
        total += value = work(value + (uint32_t)i, 15);
    return total;
}

static void *part(void *share)
{
    int number = number_of(share);
    totals[number * 8] =
        sum(first_of(number, COUNT), first_of(number + 1, COUNT));
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    volatile uint64_t first = sum(0, COUNT);
    (void)first;
    on_all(part);
    return 0;
}
