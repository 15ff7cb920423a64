/* Two threads sort out halves that overlap in the middle. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static int *numbers, length = 1000;

static void *lower(void *unused)
{
    for (int i = 0; i <= length / 2; i++)
        numbers[i] *= 2;
    return unused;
}

static void *upper(void *unused)
{
    for (int i = length / 2; i < length; i++)
        numbers[i] *= 3;
    return unused;
}

int main(int argc, char *argv[])
{
    pthread_t a, b;
    if (argc > 1)
        length = atoi(argv[1]);
    numbers = calloc(length, sizeof *numbers);
    pthread_create(&a, NULL, lower, NULL);
    pthread_create(&b, NULL, upper, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d\n", numbers[length / 2]);
    free(numbers);
    return 0;
}
