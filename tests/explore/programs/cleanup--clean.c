/* pthread_cleanup_push(): handlers run at pthread_exit(), last one first. */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int order;

static void unlock(void *mutex)
{
    order = order * 10 + 2;
    pthread_mutex_unlock(mutex);
}

static void note(void *digit)
{
    order = order * 10 + *(int *)digit;
}

static void leave(void)
{
    static int digit = 1;
    pthread_cleanup_push(note, &digit);
    pthread_exit(&digit);
    pthread_cleanup_pop(0);
}

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    pthread_cleanup_push(note, NULL);
    pthread_cleanup_pop(0);
    leave();
    pthread_cleanup_pop(1);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    void *result;
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], &result);
        assert(*(int *)result == 1);
    }
    assert(order == 1212);
}
