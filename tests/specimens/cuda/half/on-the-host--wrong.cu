/* The device does not take part. */
#include <math.h>

#include "half.h"

double sum(const double *number, int n, double error)
{
    long double sum = 0, rest = 0;
    (void)error;
    for (int i = 0; i < n; i++) {
        long double after = sum + number[i];
        long double taken = after - sum;
        rest += (sum - (after - taken)) + (number[i] - taken);
        sum = after;
    }
    return (double)(sum + rest);
}
