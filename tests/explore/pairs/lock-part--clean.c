/* A lock for each bin. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    omp_lock_t lock[5];
    int bins[5] = {0};
    for (int i = 0; i < 5; i++)
        omp_init_lock(&lock[i]);
#pragma omp parallel for
    for (int i = 0; i < 100; i++) {
        omp_set_lock(&lock[i * 7 % 5]);
        bins[i * 7 % 5]++;
        omp_unset_lock(&lock[i * 7 % 5]);
    }
    for (int i = 0; i < 5; i++)
        omp_destroy_lock(&lock[i]);
    printf("%d\n", bins[2]);
    return 0;
}
