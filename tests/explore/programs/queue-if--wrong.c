/* A queue of one place: `if` for `while`, one condition variable for two. */
#include <assert.h>
#include <pthread.h>

static int filled;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *produce(void *unused)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        if (filled == 1)
            pthread_cond_wait(&changed, &lock);
        filled++;
        assert(filled <= 1);
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        if (filled == 0)
            pthread_cond_wait(&changed, &lock);
        filled--;
        assert(filled >= 0);
        pthread_cond_signal(&changed);
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
}
