/* A stencil from one grid into another, and the two change places. */
#include <stdio.h>

#define N 40

static double grid[2][N][N];

int main(void)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            grid[0][i][j] = grid[1][i][j] = i * j;
    for (int step = 0; step < 4; step++) {
        double(*from)[N] = grid[step % 2], (*to)[N] = grid[1 - step % 2];
#pragma omp parallel for
        for (int i = 1; i < N - 1; i++)
            for (int j = 1; j < N - 1; j++)
                to[i][j] = 0.25 * (from[i - 1][j] + from[i + 1][j] +
                                   from[i][j - 1] + from[i][j + 1]);
    }
    printf("%f\n", grid[0][5][5]);
    return 0;
}
