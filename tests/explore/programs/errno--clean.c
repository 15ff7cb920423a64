/* errno belongs to each thread, also where nothing else does. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

static void *convert(void *text)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    sched_yield();
    assert(value == (errno == ERANGE ? __LONG_MAX__ : 12));
    errno = EAGAIN;
    sched_yield();
    assert(errno == EAGAIN);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, convert, "12");
    pthread_create(&threads[1], NULL, convert, "99999999999999999999");
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
