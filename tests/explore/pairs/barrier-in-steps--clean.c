/* Two barriers a step: all read, then all write. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int cell[4] = {1, 2, 3, 4};
#pragma omp parallel num_threads(4)
    {
        int me = omp_get_thread_num();
        for (int step = 0; step < 3; step++) {
            int next = cell[(me + 1) % 4];
#pragma omp barrier
            cell[me] = next;
#pragma omp barrier
        }
    }
    printf("%d\n", cell[0]);
    return 0;
}
