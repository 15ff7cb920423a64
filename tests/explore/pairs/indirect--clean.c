/* The table of targets is a permutation. */
#include <stdio.h>

static int target[64];
static double base[200];

int main(void)
{
    for (int i = 0; i < 64; i++)
        target[i] = i * 5 % 64;
#pragma omp parallel for
    for (int i = 0; i < 64; i++)
        base[target[i]] += i * 1.0;
    printf("%f\n", base[30]);
    return 0;
}
