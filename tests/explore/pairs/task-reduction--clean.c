/* Tasks take part in reductions of a group, a taskloop, a loop, a region. */
#include <stdio.h>

int main(void)
{
    int sum = 0, bins[4] = {0};
    long all = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp taskgroup task_reduction(+ : sum, bins)
        for (int i = 0; i < 10; i++)
#pragma omp task in_reduction(+ : sum, bins)
        {
            sum += i;
            bins[i % 4]++;
        }
#pragma omp taskloop reduction(+ : all)
        for (int i = 0; i < 100; i++)
            all += i;
    }
#pragma omp parallel num_threads(3) reduction(task, + : sum)
    {
#pragma omp task in_reduction(+ : sum)
        sum++;
    }
#pragma omp parallel
    {
#pragma omp for reduction(task, + : all)
        for (int i = 0; i < 10; i++)
#pragma omp task in_reduction(+ : all)
            all += i;
    }
    printf("%d %ld %d\n", sum, all, bins[1]);
    return sum != 48 || all != 4995 || bins[1] != 3;
}
