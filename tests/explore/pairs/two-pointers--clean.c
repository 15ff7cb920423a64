/* Two pointers into one array, farther apart than the loop goes. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    double *base = malloc(400 * sizeof(double));
    double *near = base, *far = base + 200;
    for (int i = 0; i < 400; i++)
        base[i] = 0.5 * i;
#pragma omp parallel for
    for (int i = 0; i < 180; i++) {
        near[i] += 1.0;
        far[i] += 3.0;
    }
    printf("%f\n", base[100]);
    free(base);
    return 0;
}
