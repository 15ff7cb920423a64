/* Large static arrays, arrays of variable length, alloca(), big locals. */
#include <alloca.h>
#include <assert.h>
#include <pthread.h>
#include <string.h>

#define LARGE 3000000

static int large[LARGE];

static long sum(int count)
{
    long values[count];
    long *copy = alloca((size_t)count * sizeof *copy), total = 0;
    for (int i = 0; i < count; i++)
        values[i] = i;
    memcpy(copy, values, sizeof values);
    for (int i = 0; i < count; i++)
        total += copy[i];
    return total;
}

static void *work(void *number)
{
    int n = *(int *)number;
    int local[300000];
    local[0] = n;
    local[299999] = 1;
    large[n * (LARGE / 2)] = local[0] + local[299999];
    assert(sum(4 + n) == (n ? 10 : 6));
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(large[0] == 1 && large[LARGE / 2] == 2);
}
