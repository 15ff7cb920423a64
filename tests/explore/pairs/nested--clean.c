/* Each inner team has a row of its own. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int row[2][16] = {{0}}, level = 0;
    omp_set_max_active_levels(2);
#pragma omp parallel num_threads(2)
    {
        int me = omp_get_thread_num();
#pragma omp parallel for num_threads(2)
        for (int i = 0; i < 16; i++)
            row[me][i] += omp_get_ancestor_thread_num(1) + 1;
#pragma omp single
        level = omp_get_level();
    }
    printf("%d %d\n", row[1][3], level);
    return 0;
}
