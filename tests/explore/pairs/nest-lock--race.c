/* Two nestable locks where one is needed. */
#include <omp.h>
#include <stdio.h>

static omp_nest_lock_t lock_a, lock_b;
static int a, b;

static void add(omp_nest_lock_t *lock, int *place)
{
    omp_set_nest_lock(lock);
    (*place)++;
    omp_unset_nest_lock(lock);
}

int main(void)
{
    omp_init_nest_lock(&lock_a);
    omp_init_nest_lock(&lock_b);
#pragma omp parallel sections
    {
#pragma omp section
        {
            omp_set_nest_lock(&lock_a);
            add(&lock_a, &a);
            b += a;
            omp_unset_nest_lock(&lock_a);
        }
#pragma omp section
        add(&lock_b, &b);
    }
    omp_destroy_nest_lock(&lock_a);
    omp_destroy_nest_lock(&lock_b);
    printf("%d %d\n", a, b);
    return 0;
}
