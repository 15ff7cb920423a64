/* The same size, and independent rows, in an array on the stack. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
    int n = argc > 1 ? atoi(argv[1]) : 250;
    double b[n][n];
#pragma omp parallel for
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            b[i][j] = i * j;
#pragma omp parallel for
    for (int i = 0; i < n; i++)
        for (int j = 1; j < n; j++)
            b[i][j] = b[i][j - 1] + b[i][j];
    printf("%f\n", b[n / 2][n / 2]);
    return 0;
}
