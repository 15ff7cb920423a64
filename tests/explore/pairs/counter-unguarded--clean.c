/* atomic capture takes a number and counts in one step. */
#include <stdio.h>

static int numbers[100];

int main(void)
{
    int next = 0;
#pragma omp parallel for
    for (int i = 0; i < 100; i++) {
        int mine;
#pragma omp atomic capture
        mine = next++;
        numbers[mine] = i;
    }
    printf("%d\n", next);
    return 0;
}
