/* work.c - see work.h */
#include "work.h"

int64_t work_round(int64_t x)
{
    uint64_t z = (uint64_t)x + 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (int64_t)((z ^ (z >> 31)) >> 1);
}

int64_t work_rounds(int64_t x, int64_t rounds)
{
    for (int64_t i = 0; i < rounds; i++)
        x = work_round(x);
    return x;
}

void work_fill(int64_t *numbers, size_t n, int64_t seed)
{
    for (size_t i = 0; i < n; i++)
        numbers[i] = seed = work_round(seed);
}

/* By insertion: there are few. */
void work_sort(int64_t *numbers, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        int64_t x = numbers[i];
        size_t at = i;
        for (; at > 0 && numbers[at - 1] > x; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = x;
    }
}
