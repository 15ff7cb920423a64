/* One thread sorts while the other one reads. */
#include <pthread.h>
#include <stdlib.h>

static int items[4] = {4, 3, 2, 1};
static int seen;

static int order(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void *sort(void *unused)
{
    qsort(items, 4, sizeof(int), order);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, sort, NULL);
    seen = items[2];
    pthread_join(thread, NULL);
}
