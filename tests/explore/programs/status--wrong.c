/* Ends with a status that depends on the order. */
#include <pthread.h>
#include <stdlib.h>

static _Atomic int first;

static void *claim(void *argument)
{
    int nobody = 0;
    __atomic_compare_exchange_n((int *)&first, &nobody, *(int *)argument, 0,
                                __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {1, 2};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, claim, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    exit(first - 1);
}
