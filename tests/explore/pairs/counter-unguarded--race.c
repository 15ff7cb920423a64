/* Unique numbers that are not. */
#include <stdio.h>

static int numbers[100];

int main(void)
{
    int next = 0;
#pragma omp parallel for
    for (int i = 0; i < 100; i++)
        numbers[i] = next++;
    printf("%d\n", numbers[50]);
    return 0;
}
