/* Only some of the writers take the lock. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    omp_lock_t lock;
    int sum = 0;
    omp_init_lock(&lock);
#pragma omp parallel sections
    {
#pragma omp section
        {
            omp_set_lock(&lock);
            sum += 1;
            omp_unset_lock(&lock);
        }
#pragma omp section
        {
            omp_set_lock(&lock);
            sum += 2;
            omp_unset_lock(&lock);
        }
#pragma omp section
        sum += 3;
    }
    printf("%d\n", sum);
    return 0;
}
