/* Three philosophers; the last one is left-handed. */
#include <assert.h>
#include <pthread.h>

enum { COUNT = 3 };
static pthread_mutex_t forks[COUNT] = {PTHREAD_MUTEX_INITIALIZER,
                                       PTHREAD_MUTEX_INITIALIZER,
                                       PTHREAD_MUTEX_INITIALIZER};
static int meals[COUNT];

static void *dine(void *argument)
{
    int self = *(int *)argument;
    int left = self, right = (self + 1) % COUNT;
    int first = left < right ? left : right;
    int second = left < right ? right : left;
    pthread_mutex_lock(&forks[first]);
    pthread_mutex_lock(&forks[second]);
    meals[self]++;
    pthread_mutex_unlock(&forks[second]);
    pthread_mutex_unlock(&forks[first]);
    return NULL;
}

int main(void)
{
    pthread_t threads[COUNT];
    int numbers[COUNT];
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, dine, &numbers[i]);
    }
    for (int i = 0; i < COUNT; i++)
        pthread_join(threads[i], NULL);
    assert(meals[0] + meals[1] + meals[2] == COUNT);
}
