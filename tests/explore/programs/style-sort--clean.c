/* Two threads sort halves with qsort(); a third part searches. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static int items[12] = {5, 3, 9, 1, 8, 2, 7, 4, 6, 0, 11, 10};

static int order(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void *sort(void *half)
{
    qsort(half, 6, sizeof(int), order);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int wanted = 9;
    pthread_create(&threads[0], NULL, sort, items);
    pthread_create(&threads[1], NULL, sort, items + 6);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    for (int i = 1; i < 6; i++)
        assert(items[i - 1] < items[i] && items[5 + i] < items[6 + i]);
    assert(bsearch(&wanted, items, 6, sizeof(int), order) == &items[5]);
}
