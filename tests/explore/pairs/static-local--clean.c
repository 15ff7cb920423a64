/* An automatic variable, and its address handed down. */
#include <stdio.h>

static void add(int *sum, int i)
{
    *sum += i;
}

int main(void)
{
    int total = 0;
#pragma omp parallel
    {
        int sum = 0;
#pragma omp for
        for (int i = 0; i < 50; i++)
            add(&sum, i);
#pragma omp atomic
        total += sum;
    }
    printf("%d\n", total);
    return 0;
}
