/* An atomic update holds for all teams. */
#include <stdio.h>

int main(void)
{
    int count = 0;
    double a[64];
#pragma omp target map(tofrom : count) map(from : a)
#pragma omp teams distribute parallel for
    for (int i = 0; i < 64; i++) {
        a[i] = i / 2.0;
#pragma omp atomic
        count++;
    }
    printf("%d %f\n", count, a[7]);
    return count != 64;
}
