/* Whose owner has ended is told so by a robust mutex: nobody waits for ever. */
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t lock;

static void *leave_locked(void *unused)
{
    if (pthread_mutex_lock(&lock) == EOWNERDEAD)
        pthread_mutex_consistent(&lock);
    return unused;
}

int main(void)
{
    pthread_mutexattr_t kind;
    pthread_t threads[2];
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&lock, &kind);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, leave_locked, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
