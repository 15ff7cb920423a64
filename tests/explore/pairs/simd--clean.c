/* Elements for themselves; private, linear and reduction variables. */
#include <stdio.h>

int main(void)
{
    double a[100], b[100], sum = 0, t;
    int i, j = 0;
    for (i = 0; i < 100; i++)
        a[i] = b[i] = i;
#pragma omp simd private(t) reduction(+ : sum) linear(j : 2)
    for (i = 0; i < 100; i++) {
        t = a[i] * b[i];
        a[i] = t + j;
        sum += t;
        j += 2;
    }
    printf("%f %f %d %d\n", a[50], sum, i, j);
    return i != 100 || j != 200;
}
