/* team.c - an OpenMP team that counts itself. */
#include <stdio.h>

int main(void)
{
    int n = 0;
#pragma omp parallel reduction(+ : n)
    n += 1;
    printf("team of %d\n", n);
    return 0;
}
