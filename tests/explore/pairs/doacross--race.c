/* The sink names the iteration two before; the data flow from one before. */
#include <stdio.h>

int main(void)
{
    int a[80] = {0};
#pragma omp parallel for ordered(1) schedule(static, 1)
    for (int i = 1; i < 80; i++) {
#pragma omp ordered depend(sink : i - 2)
        a[i] = a[i - 1] + 1;
#pragma omp ordered depend(source)
    }
    printf("%d\n", a[79]);
    return 0;
}
