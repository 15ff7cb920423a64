/* lastprivate: the value of the last iteration. */
#include <stdio.h>

int main(void)
{
    int x, n = 300;
#pragma omp parallel for lastprivate(x) schedule(dynamic, 7)
    for (int i = 0; i < n; i++)
        x = i;
    printf("x = %d\n", x);
    return 0;
}
