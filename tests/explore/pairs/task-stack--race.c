/* The task outlives the variable of the function that made it. */
#include <stdio.h>

static int result;

static void start(int n)
{
    int local = n, *place = &local;
#pragma omp task firstprivate(place)
    {
#pragma omp critical
        result += *place;
    }
    local = 0;
}

int main(void)
{
#pragma omp parallel
#pragma omp single
    {
        start(1);
        start(2);
#pragma omp taskwait
    }
    printf("%d\n", result);
    return 0;
}
