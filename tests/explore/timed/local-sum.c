/* Each thread sums its part and adds it to the total once. */
#include "work.h"

#define COUNT 200000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t total;

static void *sum(void *share)
{
    int number = number_of(share);
    uint64_t mine = 0;
    uint32_t value = 1;
    for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT); i++)
        mine += value = work(value + (uint32_t)i, 30);
    pthread_mutex_lock(&lock);
    total += mine;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    on_all(sum);
    return 0;
}
