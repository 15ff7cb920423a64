/* Each iteration reads the element that the next one writes. */
#include <stdio.h>

int main(void)
{
    int a[100];
    for (int i = 0; i < 100; i++)
        a[i] = i;
#pragma omp parallel for
    for (int i = 0; i < 99; i++)
        a[i] = a[i + 1] + 1;
    printf("%d\n", a[50]);
    return 0;
}
