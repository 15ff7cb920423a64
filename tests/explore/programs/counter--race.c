/* Three threads add to a counter without a lock. */
#include <assert.h>
#include <pthread.h>

static int counter;

static void *work(void *unused)
{
    for (int i = 0; i < 3; i++)
        counter++;
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert(counter == 9);
}
