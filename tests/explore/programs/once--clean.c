/* Initialises once, whoever comes first. */
#include <assert.h>
#include <pthread.h>

static int made, value;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make(void)
{
    made++;
    value = 42;
}

static void *use(void *unused)
{
    pthread_once(&once, make);
    assert(value == 42);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, use, NULL);
    pthread_create(&threads[1], NULL, use, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(made == 1);
}
