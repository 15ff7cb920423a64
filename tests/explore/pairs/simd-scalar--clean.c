/* A scratch array of each iteration, in a simd loop of each thread. */
#include <stdio.h>

static int a[20][30];

int main(void)
{
#pragma omp parallel for
    for (int i = 0; i < 20; i++) {
#pragma omp simd
        for (int j = 0; j < 30; j++) {
            int scratch[2], *p = scratch;
            p[0] = i;
            p[1] = j;
            a[i][j] = p[0] + p[1];
        }
    }
    printf("%d\n", a[4][5]);
    return 0;
}
