/* copyprivate hands the value to everybody. */
#include <stdio.h>

int main(void)
{
    int sum = 0;
#pragma omp parallel reduction(+ : sum)
    {
        int mine = 0;
#pragma omp single copyprivate(mine)
        mine = 42;
        sum += mine;
    }
    printf("%d\n", sum);
    return 0;
}
