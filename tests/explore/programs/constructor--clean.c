/* What runs before main() is a part of every schedule. */
#include <pthread.h>
#include <semaphore.h>
sem_t s;
pthread_mutex_t m;
int x;
__attribute__((constructor)) static void start(void)
{
    sem_init(&s, 0, 1);
    pthread_mutex_init(&m, NULL);
    pthread_mutex_lock(&m);
    x++;
    pthread_mutex_unlock(&m);
}
static void *add(void *unused)
{
    sem_wait(&s);
    pthread_mutex_lock(&m);
    x++;
    pthread_mutex_unlock(&m);
    sem_post(&s);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, add, NULL);
    add(NULL);
    pthread_join(t, NULL);
    return x != 3;
}
