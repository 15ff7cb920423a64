/* Follows a pointer that the other thread has not set yet. */
#include <pthread.h>
#include <stdatomic.h>

static int value = 1;
static _Atomic(int *) place;

static void *set(void *unused)
{
    place = &value;
    return unused;
}

static void *use(void *unused)
{
    (*(int *)place)++;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, set, NULL);
    pthread_create(&threads[1], NULL, use, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}
