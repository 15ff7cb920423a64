/*
 * serial.c - the six programs as they were, before anybody made them parallel:
 * the code that speed-up is measured against. It may be read, and it is not to
 * be edited.
 */
#include "slower.h"
#include "work.h"

const enum reason reasons[PROGRAMS] = {NOT_KNOWN};

uint64_t parcels(const uint32_t *costs, size_t n, unsigned threads)
{
    uint64_t sum = 0;
    (void)threads;
    for (size_t i = 0; i < n; i++)
        sum += grind(i, costs[i]);
    return sum;
}

uint64_t votes(const uint32_t *items, size_t n, unsigned threads)
{
    uint64_t sum = 0;
    (void)threads;
    for (size_t i = 0; i < n; i++)
        sum += vote(items[i]);
    return sum;
}

void stamps(const uint32_t *items, size_t n, uint64_t *out, unsigned threads)
{
    (void)threads;
    for (size_t i = 0; i < n; i++)
        out[i] = grind(items[i], 1);
}

void bins(const uint32_t *items, size_t n, uint64_t *count, unsigned threads)
{
    (void)threads;
    for (size_t i = 0; i < n; i++)
        count[vote(items[i]) % KINDS]++;
}

void picture(const uint32_t *in, size_t rows, size_t columns, uint64_t *out,
             unsigned threads)
{
    (void)threads;
    for (size_t i = 0; i < rows * columns; i++)
        out[i] = vote(in[i]);
}

uint64_t weights(const uint32_t *items, size_t n, unsigned threads)
{
    uint64_t most = 0;
    (void)threads;
    for (size_t i = 0; i < n; i++) {
        uint64_t weight = grind(items[i], 1);
        most = weight > most ? weight : most;
    }
    return most;
}
