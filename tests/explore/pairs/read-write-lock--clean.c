/* Readers read, the writer writes. */
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int first = 7, second = 7, differ;

static void *reader(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    int same = first == second;
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_wrlock(&lock);
    differ += !same;
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, reader, NULL);
    pthread_create(&b, NULL, reader, NULL);
    pthread_rwlock_wrlock(&lock);
    first = 8;
    second = 8;
    pthread_rwlock_unlock(&lock);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return differ;
}
