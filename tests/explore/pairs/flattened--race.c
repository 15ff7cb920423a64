/* Rows are one too short: the last column is the next row's first. */
#include <stdio.h>

int main(void)
{
    int n = 50, m = 50;
    double b[n][m];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            b[i][j] = 0.0;
#pragma omp parallel for
    for (int i = 1; i < n; i++)
        for (int j = 0; j < m; j++)
            *(&b[0][0] + i * m + j) = *(&b[0][0] + i * m + j - 1) + 1;
    printf("%f\n", b[20][20]);
    return 0;
}
