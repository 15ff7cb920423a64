/* By hand: every thread's chunk is one element too long. */
#include <omp.h>
#include <stdio.h>

static int a[101];

int main(void)
{
#pragma omp parallel
    {
        int threads = omp_get_num_threads(), me = omp_get_thread_num();
        int first = 100 * me / threads, last = 100 * (me + 1) / threads;
        for (int i = first; i <= last; i++)
            a[i] += i;
    }
    printf("%d\n", a[50]);
    return 0;
}
