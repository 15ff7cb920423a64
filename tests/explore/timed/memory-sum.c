/* Reads an array that main() has written. */
#include "work.h"

#define COUNT 1000000

static uint32_t items[COUNT];
static volatile uint64_t totals[MOST_THREADS * 8];

static void *sum(void *share)
{
    int number = number_of(share);
    uint64_t mine = 0;
    for (int round = 0; round < 4; round++)
        for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT);
             i++)
            mine += items[i] ^ (uint32_t)round;
    totals[number * 8] = mine;
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    for (uint32_t i = 0; i < COUNT; i++)
        items[i] = i;
    on_all(sum);
    return 0;
}
