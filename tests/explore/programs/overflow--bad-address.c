/* Writes behind the end of a block. */
#include <pthread.h>
#include <stdlib.h>

static void *fill(void *argument)
{
    int *numbers = argument;
    for (int i = 0; i <= 4; i++)
        numbers[i] = i;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int *numbers = malloc(4 * sizeof *numbers);
    pthread_create(&thread, NULL, fill, numbers);
    pthread_join(thread, NULL);
    free(numbers);
}
