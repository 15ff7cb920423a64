/* Each iteration reads its neighbour in a copy that nobody writes. */
#include <stdio.h>

int main(void)
{
    int a[100], old[100];
    for (int i = 0; i < 100; i++)
        a[i] = old[i] = i;
#pragma omp parallel for
    for (int i = 0; i < 99; i++)
        a[i] = old[i + 1] + 1;
    printf("%d\n", a[50]);
    return 0;
}
