/* The maximum as a reduction, together with a logical one and a product. */
#include <stdio.h>

int main(void)
{
    int values[200], most = 0, all = 1;
    double product = 1;
    for (int i = 0; i < 200; i++)
        values[i] = i * 37 % 101;
#pragma omp parallel for reduction(max : most) reduction(&& : all) \
    reduction(* : product)
    for (int i = 0; i < 200; i++) {
        if (values[i] > most)
            most = values[i];
        all = all && values[i] >= 0;
        product *= 1.0 + values[i] / 1000.0;
    }
    printf("%d %d %f\n", most, all, product);
    return 0;
}
