/* flush orders nothing between plain accesses. */
#include <stdio.h>

static int shared_value;

static void add(int *sum)
{
#pragma omp flush
    shared_value = 1;
#pragma omp flush
    *sum = shared_value + 1;
}

int main(void)
{
    int total = 0;
#pragma omp parallel reduction(+ : total)
    {
        int mine;
        add(&mine);
        total += mine;
    }
    printf("%d\n", total);
    return 0;
}
