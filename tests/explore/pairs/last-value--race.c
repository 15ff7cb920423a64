/* Who writes x last is open, and so is what is printed. */
#include <stdio.h>

int main(void)
{
    int x, n = 300;
#pragma omp parallel for
    for (int i = 0; i < n; i++)
        x = i;
    printf("x = %d\n", x);
    return 0;
}
