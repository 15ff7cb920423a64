/* The distance of the dependence is only known at run time. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
    int distance = argc > 1 ? atoi(argv[1]) : 10;
    int a[200];
    for (int i = 0; i < 200; i++)
        a[i] = i;
#pragma omp parallel for
    for (int i = 0; i < 100; i++)
        a[i + distance] = a[i] + 1;
    printf("%d\n", a[distance]);
    return 0;
}
