/* The product of two matrices, the second one transposed, by rows. */
#include "work.h"

#define SIZE 200

static double a[SIZE][SIZE], b[SIZE][SIZE];
static volatile double c[SIZE][SIZE];

static void *rows(void *share)
{
    int number = number_of(share);
    for (long i = first_of(number, SIZE); i < first_of(number + 1, SIZE); i++)
        for (int j = 0; j < SIZE; j++) {
            double sum = 0;
            for (int k = 0; k < SIZE; k++)
                sum += a[i][k] * b[j][k];
            c[i][j] = sum;
        }
    return NULL;
}

int main(int argc, char **argv)
{
    get_threads(argc, argv);
    for (int i = 0; i < SIZE; i++)
        for (int j = 0; j < SIZE; j++)
            a[i][j] = b[i][j] = i + j;
    on_all(rows);
    return 0;
}
