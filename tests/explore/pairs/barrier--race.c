/* The barrier between writing and reading is missing. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int part[8] = {0}, total[8] = {0};
#pragma omp parallel num_threads(4)
    {
        int me = omp_get_thread_num();
        part[me] = me * me;
        for (int i = 0; i < 4; i++)
            total[me] += part[i];
    }
    printf("%d\n", total[2]);
    return 0;
}
