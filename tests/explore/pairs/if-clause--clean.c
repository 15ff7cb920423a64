/* The if clause is false: one thread, in order. */
#include <stdio.h>

int main(void)
{
    int a[200];
    for (int i = 0; i < 200; i++)
        a[i] = i;
#pragma omp parallel for if (a[150] > 1000)
    for (int i = 0; i < 199; i++)
        a[i + 1] = a[i] + 1;
    printf("%d\n", a[150]);
    return 0;
}
