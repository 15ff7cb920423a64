/* Bytes next to each other, each used by one thread. */
#include <assert.h>
#include <pthread.h>
#include <string.h>

static char cells[4];

static void *work(void *argument)
{
    char *cell = argument;
    memset(cell, 1, 1);
    *cell += 1;
    return NULL;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, work, &cells[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert(cells[0] == 2 && cells[3] == 2);
}
