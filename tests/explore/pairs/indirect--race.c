/* The table of targets names two of them twice. */
#include <stdio.h>

static int target[64];
static double base[200];

int main(void)
{
    for (int i = 0; i < 64; i++)
        target[i] = 3 * i;
    target[40] = target[10];
#pragma omp parallel for
    for (int i = 0; i < 64; i++)
        base[target[i]] += i * 1.0;
    printf("%f\n", base[30]);
    return 0;
}
