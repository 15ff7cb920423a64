/* Set up by whoever comes first; two can be first. */
#include <pthread.h>
#include <stdio.h>

static int is_set_up, table[4];

static void *work(void *unused)
{
    if (!is_set_up) {
        table[1] = 5;
        is_set_up = 1;
    }
    return table[1] == 5 ? unused : &table[1];
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
