/* Frees a block that another thread may still use. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shared {
    _Atomic int users;
    int value;
};

static void *use(void *argument)
{
    struct shared *shared = argument;
    shared->users--;
    if (shared->users == 0)
        free(shared);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    struct shared *shared = malloc(sizeof *shared);
    shared->users = 2;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, use, shared);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
