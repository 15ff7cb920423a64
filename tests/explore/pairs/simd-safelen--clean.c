/* Up to four lanes, and the dependence goes back four. */
#include <stdio.h>

int main(void)
{
    float b[64];
    for (int i = 0; i < 64; i++)
        b[i] = i;
#pragma omp simd safelen(4)
    for (int i = 4; i < 64; i++)
        b[i] = b[i - 4] + 1;
    printf("%f\n", b[60]);
    return 0;
}
