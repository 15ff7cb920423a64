/* nowait, but a barrier further down. */
#include <stdio.h>

int main(void)
{
    int limit = 0, seen[64] = {0}, own = 0;
#pragma omp parallel firstprivate(own)
    {
#pragma omp single nowait
        limit = 10;
        own++;
#pragma omp barrier
#pragma omp for
        for (int i = 0; i < 64; i++)
            seen[i] = limit + own;
    }
    printf("%d\n", seen[3]);
    return 0;
}
