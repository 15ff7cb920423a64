/* The region's variable goes to a function by value. */
#include <stdio.h>

static int work(int x)
{
    x++;
    return x;
}

int main(void)
{
    int x = 0, last = 0;
#pragma omp parallel
    {
        int mine = work(x);
#pragma omp critical
        last = mine;
    }
    printf("%d %d\n", x, last);
    return 0;
}
