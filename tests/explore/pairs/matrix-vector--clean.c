/* The rows are shared out. */
#include <stdio.h>

#define N 40

static double a[N][N], v[N], result[N];

int main(void)
{
    for (int i = 0; i < N; i++) {
        v[i] = i;
        for (int j = 0; j < N; j++)
            a[i][j] = i - j;
    }
#pragma omp parallel for
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            result[i] += a[i][j] * v[j];
    printf("%f\n", result[5]);
    return 0;
}
