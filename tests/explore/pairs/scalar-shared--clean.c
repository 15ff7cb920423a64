/* The scratch variable is private. */
#include <stdio.h>

int main(void)
{
    int squares[100], scratch;
#pragma omp parallel for private(scratch)
    for (int i = 0; i < 100; i++) {
        scratch = i * i;
        squares[i] = scratch;
    }
    printf("%d\n", squares[9]);
    return 0;
}
