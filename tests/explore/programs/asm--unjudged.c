/* Changes shared data in inline assembly. */
#include <pthread.h>

static int counter;

static void *work(void *unused)
{
    __asm__ volatile("lock incl %0" : "+m"(counter));
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, work, NULL);
    pthread_create(&threads[1], NULL, work, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}
