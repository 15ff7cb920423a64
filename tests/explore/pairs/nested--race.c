/* Inner teams meet in one row. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int row[16] = {0};
    omp_set_max_active_levels(2);
#pragma omp parallel num_threads(2)
    {
#pragma omp parallel for num_threads(2)
        for (int i = 0; i < 16; i++)
            row[i]++;
    }
    printf("%d\n", row[3]);
    return 0;
}
