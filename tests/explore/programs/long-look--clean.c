/* A thread looks at the same variable ten thousand times and finds it
 * unchanged: that is long, and no livelock. */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int stop;
static int looks;

static void *look(void *unused)
{
    for (int i = 0; i < 10000; i++)
        if (!stop && i == 0)
            looks++;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, look, NULL);
    for (int i = 0; i < 10000; i++)
        if (stop)
            return 1;
    pthread_join(thread, NULL);
    return looks > 1;
}
