/* Each thread moves its own copy of the offset and of the array. */
#include <stdio.h>

int main(void)
{
    int a[120], offset = 3, scratch[8] = {1, 2, 3};
#pragma omp parallel firstprivate(offset, scratch)
    {
        offset++;
        scratch[offset]++;
#pragma omp for
        for (int i = 0; i < 120; i++)
            a[i] = i + offset + scratch[i % 8];
    }
    printf("%d\n", a[7]);
    return 0;
}
