/* Ten phases with a barrier between them. */
#include "work.h"

#define COUNT 20000
#define PHASES 10

static pthread_barrier_t barrier;
static uint32_t items[COUNT];

static void *part(void *share)
{
    int number = number_of(share);
    uint32_t value = 1;
    for (int phase = 0; phase < PHASES; phase++) {
        for (long i = first_of(number, COUNT); i < first_of(number + 1, COUNT);
             i++)
            items[i] = value = work(value + items[i], 30);
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    pthread_barrier_init(&barrier, NULL, (unsigned)threads);
    on_all(part);
    return 0;
}
