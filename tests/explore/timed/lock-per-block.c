/* A lock that is held for a tenth of the time. */
#include "work.h"

#define COUNT 600

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t total;

static void *count(void *share)
{
    int number = number_of(share);
    for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT);
         i++) {
        uint32_t mine = work((uint32_t)i, 13500);
        pthread_mutex_lock(&lock);
        total += work(mine, 1500);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    on_all(count);
    return 0;
}
