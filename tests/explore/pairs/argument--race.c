/* The region's variable goes to a function by address. */
#include <stdio.h>

static void work(int *x)
{
    (*x)++;
}

int main(void)
{
    int x = 0;
#pragma omp parallel
    {
        work(&x);
    }
    printf("%d\n", x);
    return 0;
}
