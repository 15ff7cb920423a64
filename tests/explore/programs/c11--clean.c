/* Threads, locks and storage of <threads.h>. */
#include <assert.h>
#include <threads.h>
#include <time.h>

static int counter, ready, made;
static mtx_t lock;
static cnd_t changed;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key;

static void make(void)
{
    made++;
}

static int work(void *argument)
{
    call_once(&once, make);
    tss_set(key, argument);
    thrd_yield();
    assert(tss_get(key) == argument);
    mtx_lock(&lock);
    mtx_lock(&lock);
    counter++;
    mtx_unlock(&lock);
    ready = 1;
    cnd_broadcast(&changed);
    mtx_unlock(&lock);
    return *(int *)argument;
}

int main(void)
{
    thrd_t threads[2];
    int numbers[2] = {3, 4}, sum = 0;
    mtx_init(&lock, mtx_plain | mtx_recursive);
    cnd_init(&changed);
    tss_create(&key, NULL);
    for (int i = 0; i < 2; i++)
        thrd_create(&threads[i], work, &numbers[i]);
    mtx_lock(&lock);
    while (!ready)
        cnd_wait(&changed, &lock);
    mtx_unlock(&lock);
    thrd_sleep(&(struct timespec){.tv_nsec = 1000}, NULL);
    for (int i = 0; i < 2; i++) {
        int result;
        thrd_join(threads[i], &result);
        sum += result;
    }
    assert(sum == 7 && counter == 2 && made == 1);
    tss_delete(key);
    cnd_destroy(&changed);
    mtx_destroy(&lock);
}
