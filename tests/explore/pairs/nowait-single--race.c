/* single nowait: the others do not wait for the value. */
#include <stdio.h>

int main(void)
{
    int limit = 0, seen[64] = {0};
#pragma omp parallel
    {
#pragma omp single nowait
        limit = 10;
#pragma omp for
        for (int i = 0; i < 64; i++)
            seen[i] = limit;
    }
    printf("%d\n", seen[3]);
    return 0;
}
