/* Counters of different threads in one line of the cache. */
#include "work.h"

#define COUNT 200000

static volatile uint64_t slots[MOST_THREADS];

static void *count(void *share)
{
    int number = number_of(share);
    uint32_t value = 1;
    for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT);
         i++) {
        value = work(value + (uint32_t)i, 30);
        slots[number] += value & 1;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    on_all(count);
    return 0;
}
