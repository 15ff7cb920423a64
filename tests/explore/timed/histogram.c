/* Private tables that are added up under a lock at the end. */
#include "work.h"

#define COUNT 600000
#define BINS 256

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned bins[BINS];

static void *count(void *share)
{
    int number = number_of(share);
    unsigned mine[BINS] = {0};
    uint32_t value = 1;
    for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT);
         i++) {
        value = work(value + (uint32_t)i, 8);
        mine[value >> 24]++;
    }
    pthread_mutex_lock(&lock);
    for (int i = 0; i < BINS; i++)
        bins[i] += mine[i];
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    on_all(count);
    return 0;
}
