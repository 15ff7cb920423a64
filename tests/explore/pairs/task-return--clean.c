/* While a thread waits for its tasks it runs others', and then goes on. */
#include <stdio.h>

static int value(int depth)
{
    int part[2];
    if (depth == 0)
        return 1;
    for (int i = 0; i < 2; i++) {
        int *to = &part[i];
#pragma omp task if (i == 0)
        *to = value(depth - 1);
    }
#pragma omp taskwait
    return part[0] + part[1];
}

int main(void)
{
    int sum = 0;
#pragma omp parallel num_threads(2)
#pragma omp single
    sum = value(5);
    printf("%d\n", sum);
    return 0;
}
