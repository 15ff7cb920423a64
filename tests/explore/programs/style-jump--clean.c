/* setjmp() and longjmp() within a thread. */
#include <assert.h>
#include <pthread.h>
#include <setjmp.h>

static _Thread_local jmp_buf back;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int jumps;

static void leave(void)
{
    pthread_mutex_lock(&lock);
    jumps++;
    pthread_mutex_unlock(&lock);
    longjmp(back, 3);
}

static void *work(void *unused)
{
    int value = setjmp(back);
    if (!value)
        leave();
    assert(value == 3);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(jumps == 2);
}
