/* Thread-specific values, with destructors. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;
static _Atomic int freed;

static void release(void *value)
{
    free(value);
    freed++;
}

static void *work(void *argument)
{
    int *mine = malloc(sizeof *mine);
    *mine = *(int *)argument;
    pthread_setspecific(key, mine);
    assert(*(int *)pthread_getspecific(key) == *(int *)argument);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {1, 2};
    pthread_key_create(&key, release);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(freed == 2);
    pthread_key_delete(key);
}
