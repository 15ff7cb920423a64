/* A shared structure is handed over by value, straight from memory and into it,
 * without a lock. */
#include <pthread.h>
#include <stdio.h>

struct sum {
    long items, weight, largest;
};

static struct sum total;

static struct sum plus(struct sum a, struct sum b)
{
    return (struct sum){a.items + b.items, a.weight + b.weight,
                        a.largest > b.largest ? a.largest : b.largest};
}

static void *work(void *own)
{
    const struct sum *mine = own;
    total = plus(total, *mine);
    return NULL;
}

int main(void)
{
    struct sum part[2] = {{3, 10, 5}, {2, 7, 6}};
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, work, &part[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("%ld %ld %ld\n", total.items, total.weight, total.largest);
    return 0;
}
