/* Counted atomically. */
#include <stdio.h>

static int visits;

static void walk(int depth)
{
#pragma omp atomic
    visits++;
    for (int i = 0; depth && i < 2; i++)
#pragma omp task final(depth < 2)
        walk(depth - 1);
#pragma omp taskwait
}

int main(void)
{
#pragma omp parallel
#pragma omp single
    walk(4);
    printf("%d\n", visits);
    return visits != 31;
}
