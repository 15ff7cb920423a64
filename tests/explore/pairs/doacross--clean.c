/* Two nested loops; sinks above and to the left. */
#include <stdio.h>

#define N 20

static int a[N][N];

int main(void)
{
#pragma omp parallel for ordered(2) schedule(dynamic, 1)
    for (int i = 1; i < N; i++)
        for (int j = 1; j < N; j++) {
#pragma omp ordered depend(sink : i - 1, j) depend(sink : i, j - 1)
            a[i][j] = a[i - 1][j] + a[i][j - 1] + 1;
#pragma omp ordered depend(source)
        }
    printf("%d\n", a[N - 1][N - 1]);
    return 0;
}
