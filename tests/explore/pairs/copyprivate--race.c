/* The value reaches the others through a shared variable, unordered. */
#include <stdio.h>

int main(void)
{
    int shared_value = 0, sum = 0;
#pragma omp parallel reduction(+ : sum)
    {
#pragma omp single nowait
        shared_value = 42;
        int mine = shared_value;
        sum += mine;
    }
    printf("%d\n", sum);
    return 0;
}
