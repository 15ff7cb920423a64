/* A waiter that nobody signals. */
#include <threads.h>

static int ready;
static mtx_t lock;
static cnd_t changed;

static int await(void *unused)
{
    (void)unused;
    mtx_lock(&lock);
    while (!ready)
        cnd_wait(&changed, &lock);
    mtx_unlock(&lock);
    return 0;
}

int main(void)
{
    thrd_t thread;
    mtx_init(&lock, mtx_plain);
    cnd_init(&changed);
    thrd_create(&thread, await, NULL);
    mtx_lock(&lock);
    ready = 1;
    mtx_unlock(&lock);
    thrd_join(thread, NULL);
}
