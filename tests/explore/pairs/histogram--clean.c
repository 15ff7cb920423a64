/* A reduction over the whole array of bins. */
#include <stdio.h>

int main(void)
{
    int bins[10] = {0};
#pragma omp parallel for reduction(+ : bins[:10])
    for (int i = 0; i < 500; i++)
        bins[i * 7 % 10]++;
    printf("%d\n", bins[3]);
    return 0;
}
