/* A static variable in the function that all threads call. */
#include <stdio.h>

static int count_calls(int i)
{
    static int calls;
    calls += i;
    return calls;
}

int main(void)
{
#pragma omp parallel for
    for (int i = 0; i < 50; i++)
        count_calls(i);
    printf("%d\n", count_calls(0));
    return 0;
}
