/* Atomic updates, reads and writes of several types. */
#include <stdio.h>

int main(void)
{
    int a = 0, seen[8] = {0};
    double b = 1;
    long double c = 0;
    char d = 0;
#pragma omp parallel num_threads(3)
    {
        int mine;
        for (int i = 0; i < 10; i++) {
#pragma omp atomic
            a += i;
#pragma omp atomic update
            b = b * 1.5;
#pragma omp atomic
            c += 1;
#pragma omp atomic
            d |= 1;
        }
#pragma omp atomic read
        mine = a;
        if (mine > 1000) {
#pragma omp atomic write
            a = 0;
        }
#pragma omp critical
        seen[0] = mine;
    }
    printf("%d %f %f %d\n", a, b, (double)c, d);
    return 0;
}
