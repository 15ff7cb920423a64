/* Check, then write: two threads can both find that theirs is greater. */
#include <stdio.h>

int main(void)
{
    int values[200], most = 0;
    for (int i = 0; i < 200; i++)
        values[i] = i * 37 % 101;
#pragma omp parallel for
    for (int i = 0; i < 200; i++)
        if (values[i] > most)
            most = values[i];
    printf("%d\n", most);
    return 0;
}
