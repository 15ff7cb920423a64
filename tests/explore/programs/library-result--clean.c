/* Under a lock the memory of libc may be used; what ends in _r has none. */
#include <assert.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *find_date(void *seconds)
{
    time_t when = (time_t)seconds;
    struct tm date, same;
    char text[26], words[] = "a b", *rest;
    pthread_mutex_lock(&lock);
    date = *gmtime(&when);
    strcpy(text, asctime(&date));
    assert(strtok(words, " ") && !strcmp(strtok(NULL, " "), "b"));
    pthread_mutex_unlock(&lock);
    gmtime_r(&when, &same);
    assert(date.tm_year == same.tm_year && strstr(text, "00"));
    assert(!strcmp(strtok_r(text, " ", &rest), "Thu"));
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, find_date, (void *)(i * 604800));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
