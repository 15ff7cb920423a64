/*
 * Each call has a mutex and a condition of its own, in the same place of the
 * stack as the call before: a static initialiser makes them new.
 */
#include <pthread.h>
#include <stdbool.h>

struct meeting {
    pthread_mutex_t lock;
    pthread_cond_t come;
    bool here;
};

static void *arrive(void *arg)
{
    struct meeting *m = arg;
    pthread_mutex_lock(&m->lock);
    m->here = true;
    pthread_cond_signal(&m->come);
    pthread_mutex_unlock(&m->lock);
    return NULL;
}

static void meet(void)
{
    struct meeting m = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
                        false};
    pthread_t thread;
    pthread_create(&thread, NULL, arrive, &m);
    pthread_mutex_lock(&m.lock);
    while (!m.here)
        pthread_cond_wait(&m.come, &m.lock);
    pthread_mutex_unlock(&m.lock);
    pthread_join(thread, NULL);
    pthread_cond_destroy(&m.come);
    pthread_mutex_destroy(&m.lock);
}

int main(void)
{
    meet();
    meet();
    return 0;
}
