/* The pointer is threadprivate, what it points to is not. */
#include <stdio.h>

static int *place, target;
#pragma omp threadprivate(place)

int main(void)
{
#pragma omp parallel
    {
        place = &target;
        (*place)++;
    }
    printf("%d\n", target);
    return 0;
}
