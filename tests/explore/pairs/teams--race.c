/* critical keeps out the threads of one team, not those of another. */
#include <stdio.h>

int main(void)
{
    int count = 0;
#pragma omp target map(tofrom : count)
#pragma omp teams distribute parallel for
    for (int i = 0; i < 64; i++) {
#pragma omp critical
        count++;
    }
    printf("%d\n", count);
    return 0;
}
