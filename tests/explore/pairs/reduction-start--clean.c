/* A barrier after setting it to 0; and user-defined reductions. */
#include <stdio.h>

struct point {
    int x, y;
};

#pragma omp declare reduction(add                                             \
                              : struct point                                  \
                              : omp_out.x += omp_in.x, omp_out.y += omp_in.y) \
    initializer(omp_priv = (struct point){0, 0})

int main(void)
{
    int sum;
    struct point where = {0, 0};
#pragma omp parallel shared(sum)
    {
#pragma omp single
        sum = 0;
#pragma omp for reduction(+ : sum) reduction(add : where)
        for (int i = 0; i < 50; i++) {
            sum += i;
            where.x += i;
            where.y -= i;
        }
    }
    printf("%d %d %d\n", sum, where.x, where.y);
    return 0;
}
