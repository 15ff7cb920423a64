/* Local variables of tasks on one stack, one after the other. */
#include <stdio.h>

static void fill(int *to, int n)
{
    int scratch[16];
    for (int i = 0; i < 16; i++)
        scratch[i] = i * n;
    *to = scratch[3];
}

int main(void)
{
    int results[12];
#pragma omp parallel
#pragma omp single
    for (int i = 0; i < 12; i++)
#pragma omp task
    {
        int mine = 0;
        fill(&mine, i);
        results[i] = mine;
    }
    printf("%d\n", results[4]);
    return 0;
}
