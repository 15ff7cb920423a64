/* collapse(2) shares the inner loop as well, along which there is an order. */
#include <stdio.h>

static int a[30][30];

int main(void)
{
#pragma omp parallel for collapse(2)
    for (int i = 0; i < 30; i++)
        for (int j = 1; j < 30; j++)
            a[i][j] = a[i][j - 1] + 1;
    printf("%d\n", a[10][10]);
    return 0;
}
