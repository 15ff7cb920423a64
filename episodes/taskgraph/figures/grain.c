/* grain.c - what a task should be worth: a sum over a tree of calls, with a
 * task for each call that has at least GRAIN leaves below it.
 *
 *     grain CORES GRAIN
 */
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>

enum { LEAVES = 16384 };

static uint64_t leaf(uint64_t x)
{
    for (unsigned i = 0; i < 20; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
    return x;
}

static uint64_t all(uint64_t first, uint64_t n)
{
    return n == 1 ? leaf(first)
                  : all(first, n / 2) + all(first + n / 2, n - n / 2);
}

static uint64_t sum(uint64_t first, uint64_t n, uint64_t grain)
{
    uint64_t left, right;
    if (n < grain || n < 2)
        return all(first, n);
#pragma omp task shared(left)
    left = sum(first, n / 2, grain);
    right = sum(first + n / 2, n - n / 2, grain);
#pragma omp taskwait
    return left + right;
}

int main(int argc, char **argv)
{
    uint64_t total = 0, grain;
    if (argc != 3)
        return 2;
    grain = (uint64_t)atol(argv[2]);
#pragma omp parallel num_threads(atoi(argv[1]))
#pragma omp single
    total = sum(1, LEAVES, grain);
    return total != 0 ? 0 : 1;
}
