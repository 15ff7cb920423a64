/* Results by pthread_exit() and pthread_join(). */
#include <assert.h>
#include <pthread.h>
#include <stdint.h>

static void *work(void *argument)
{
    if (pthread_equal(pthread_self(), pthread_self()))
        pthread_exit((void *)((intptr_t)argument * 2));
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    for (intptr_t i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, work, (void *)i);
    for (intptr_t i = 0; i < 3; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert((intptr_t)result == 2 * i);
    }
}
