/* A nestable lock is taken again by its owner. */
#include <omp.h>
#include <stdio.h>

static omp_nest_lock_t lock;
static int a, b;

static void add(int *place)
{
    omp_set_nest_lock(&lock);
    (*place)++;
    omp_unset_nest_lock(&lock);
}

int main(void)
{
    omp_init_nest_lock(&lock);
#pragma omp parallel sections
    {
#pragma omp section
        {
            omp_set_nest_lock(&lock);
            add(&a);
            b += a;
            omp_unset_nest_lock(&lock);
        }
#pragma omp section
        add(&b);
    }
    omp_destroy_nest_lock(&lock);
    printf("%d %d\n", a, b);
    return 0;
}
