/* collapse(2) over independent elements. */
#include <stdio.h>

static int a[30][30];

int main(void)
{
#pragma omp parallel for collapse(2) schedule(dynamic, 11)
    for (int i = 0; i < 30; i++)
        for (int j = 0; j < 30; j++)
            a[i][j] = a[i][j] + 1;
    printf("%d\n", a[10][10]);
    return 0;
}
