/* Without single, every thread sets up the table. */
#include <stdio.h>

int main(void)
{
    int table[4];
#pragma omp parallel
    {
        table[0] = 1;
#pragma omp barrier
        table[1] = 2;
    }
    printf("%d %d\n", table[0], table[1]);
    return 0;
}
