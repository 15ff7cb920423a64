/* Many elements; the dependence crosses rows. */
#include <stdio.h>

static double b[400][400];

int main(void)
{
    int n = 400, m = 400;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            b[i][j] = 0.5;
#pragma omp parallel for
    for (int i = 1; i < n; i++)
        for (int j = 1; j < m; j++)
            b[i][j] = b[i - 1][j - 1];
    printf("%f\n", b[300][300]);
    return 0;
}
