/* Threads meet in the bins. */
#include <stdio.h>

int main(void)
{
    int bins[10] = {0};
#pragma omp parallel for
    for (int i = 0; i < 500; i++)
        bins[i * 7 % 10]++;
    printf("%d\n", bins[3]);
    return 0;
}
