/* An atomic update and a plain one do not mix. */
#include <stdio.h>

int main(void)
{
    int a = 0;
#pragma omp parallel
    {
        for (int i = 0; i < 10; i++) {
#pragma omp atomic
            a += i;
        }
        if (a > 1000)
            a = 0;
    }
    printf("%d\n", a);
    return 0;
}
