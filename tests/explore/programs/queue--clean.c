/* A queue of one place, with two condition variables and `while`. */
#include <assert.h>
#include <pthread.h>

static int filled, value, sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;

static void *produce(void *unused)
{
    for (int i = 1; i <= 2; i++) {
        pthread_mutex_lock(&lock);
        while (filled)
            pthread_cond_wait(&not_full, &lock);
        filled = 1;
        value = i;
        pthread_cond_signal(&not_empty);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        while (!filled)
            pthread_cond_wait(&not_empty, &lock);
        filled = 0;
        sum += value;
        pthread_cond_signal(&not_full);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, i % 2 ? consume : produce, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert(sum == 6);
}
