/* The ordered clause without an ordered region orders nothing. */
#include <stdio.h>

int main(void)
{
    int x = 0;
#pragma omp parallel for ordered
    for (int i = 0; i < 100; i++)
        x++;
    printf("%d\n", x);
    return 0;
}
