/* The same rows, taken by tens from a shared counter. */
#include <stdatomic.h>

#include "work.h"

#define ROWS 3500

static atomic_int next_row;
static volatile uint64_t totals[MOST_THREADS * 8];

static void *part(void *share)
{
    uint64_t total = 0;
    int row;
    while ((row = atomic_fetch_add(&next_row, 10)) < ROWS)
        for (int i = row; i < row + 10; i++)
            total += work((uint32_t)i, i);
    totals[number_of(share) * 8] = total;
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    on_all(part);
    return 0;
}
