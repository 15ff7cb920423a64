/* err() ends the process from within libc. */
#include <err.h>
#include <pthread.h>

static void *work(void *unused)
{
    errx(1, "no more");
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
}
