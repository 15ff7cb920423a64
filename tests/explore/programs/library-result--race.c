/* What localtime() returns is written over by the next who calls it. */
#include <pthread.h>
#include <time.h>

static void *find_year(void *seconds)
{
    time_t when = (time_t)seconds;
    struct tm date = *localtime(&when);
    return (void *)(long)date.tm_year;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, find_year, (void *)(i << 30));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
