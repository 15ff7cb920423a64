/* A stencil in place: rows above and below belong to other threads. */
#include <stdio.h>

#define N 40

static double grid[N][N];

int main(void)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            grid[i][j] = i * j;
#pragma omp parallel for
    for (int i = 1; i < N - 1; i++)
        for (int j = 1; j < N - 1; j++)
            grid[i][j] = 0.25 * (grid[i - 1][j] + grid[i + 1][j] +
                                 grid[i][j - 1] + grid[i][j + 1]);
    printf("%f\n", grid[5][5]);
    return 0;
}
