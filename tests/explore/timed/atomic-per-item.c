/* One atomic counter for all, with some work in between. */
#include <stdatomic.h>

#include "work.h"

#define COUNT 40000

static _Atomic uint64_t total;

static void *count(void *share)
{
    int number = number_of(share);
    for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT); i++)
        atomic_fetch_add(&total, work((uint32_t)i, 300) & 1);
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    on_all(count);
    return 0;
}
