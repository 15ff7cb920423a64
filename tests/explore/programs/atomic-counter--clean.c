/* Atomic additions lose nothing. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int counter;

static void *work(void *unused)
{
    for (int i = 0; i < 3; i++)
        counter++;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, work, NULL);
    pthread_create(&threads[1], NULL, work, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(counter == 6);
}
