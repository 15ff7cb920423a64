/* The index of the inner loop is private by its clause. */
#include <stdio.h>

int main(void)
{
    int i, j, length = 60;
    double b[60][60];
    for (i = 0; i < length; i++)
        for (j = 0; j < length; j++)
            b[i][j] = i + j;
#pragma omp parallel for private(j)
    for (i = 0; i < length; i++)
        for (j = 0; j < length; j++)
            b[i][j] = 2 * b[i][j];
    printf("%f\n", b[5][5]);
    return 0;
}
