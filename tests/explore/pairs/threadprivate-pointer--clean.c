/* Each thread's pointer points to memory of its own. */
#include <stdio.h>
#include <stdlib.h>

static int *place;
#pragma omp threadprivate(place)

int main(void)
{
    int sum = 0;
#pragma omp parallel
    {
        place = malloc(sizeof *place);
        *place = 1;
#pragma omp atomic
        sum += *place;
        free(place);
    }
    printf("%d\n", sum > 0);
    return 0;
}
