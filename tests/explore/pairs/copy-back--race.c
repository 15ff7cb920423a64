/* In place, each element takes the value of the one before it. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
    int length = 1000;
    if (argc > 1)
        length = atoi(argv[1]);
    int *a = malloc(length * sizeof *a);
    for (int i = 0; i < length; i++)
        a[i] = i;
#pragma omp parallel for
    for (int i = 1; i < length; i++)
        a[i] = a[i - 1] + a[i];
    printf("a[%d] = %d\n", length / 2, a[length / 2]);
    free(a);
    return 0;
}
