/* Random numbers, clocks and printing are the same in every run. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *unused)
{
    char text[32];
    int drawn = rand() % 3;
    for (int i = 0; i < drawn; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    snprintf(text, sizeof text, "%d", drawn);
    printf("drawn %s\n", text);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    srand((unsigned)time(NULL));
    pthread_create(&threads[0], NULL, work, NULL);
    pthread_create(&threads[1], NULL, work, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(counter <= 4);
}
