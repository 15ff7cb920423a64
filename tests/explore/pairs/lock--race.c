/* The lock is a different one in each branch. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    omp_lock_t lock[2];
    int sum = 0;
    omp_init_lock(&lock[0]);
    omp_init_lock(&lock[1]);
#pragma omp parallel for
    for (int i = 0; i < 40; i++) {
        omp_set_lock(&lock[i % 2]);
        sum += i;
        omp_unset_lock(&lock[i % 2]);
    }
    omp_destroy_lock(&lock[0]);
    omp_destroy_lock(&lock[1]);
    printf("%d\n", sum);
    return 0;
}
