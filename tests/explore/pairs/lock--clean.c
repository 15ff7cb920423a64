/* One lock, taken by force or by trying. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    omp_lock_t lock;
    int sum = 0;
    omp_init_lock(&lock);
#pragma omp parallel for schedule(dynamic)
    for (int i = 0; i < 40; i++) {
        if (i % 2) {
            omp_set_lock(&lock);
        } else {
            while (!omp_test_lock(&lock))
                ;
        }
        sum += i;
        omp_unset_lock(&lock);
    }
    omp_destroy_lock(&lock);
    printf("%d\n", sum);
    return sum != 780;
}
