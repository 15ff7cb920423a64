#include "count_request.h"

#include <stdlib.h>

static int number_order(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Sorts, drops repetitions, returns how many are left. */
static unsigned distinct(uint64_t *number, unsigned n)
{
    unsigned kept = 0;
    qsort(number, n, sizeof *number, number_order);
    for (unsigned i = 0; i < n; i++)
        if (!kept || number[kept - 1] != number[i])
            number[kept++] = number[i];
    return kept;
}

unsigned request_sectors(const struct request *request)
{
    uint64_t sector[2 * REQUEST_LANES] = {0};
    unsigned n = 0;
    for (int l = 0; l < REQUEST_LANES; l++) {
        if (!(request->lanes >> l & 1))
            continue;
        sector[n++] = request->address[l] / SECTOR;
        sector[n++] = (request->address[l] + request->size - 1) / SECTOR;
    }
    return distinct(sector, n);
}

unsigned request_ideal(const struct request *request)
{
    uint64_t start[REQUEST_LANES] = {0};
    unsigned n = 0;
    for (int l = 0; l < REQUEST_LANES; l++)
        if (request->lanes >> l & 1)
            start[n++] = request->address[l];
    n = distinct(start, n);
    return (n * request->size + SECTOR - 1) / SECTOR;
}

/* Of the lanes from `first` on: the most distinct words of one bank. */
static unsigned passes_of(const struct request *request, int first, int lanes)
{
    uint64_t word[REQUEST_LANES * 4] = {0};
    unsigned n = 0, bank[BANKS] = {0}, most = 0;
    unsigned words = (request->size + BANK_BYTES - 1) / BANK_BYTES;
    for (int l = first; l < first + lanes; l++)
        for (unsigned w = 0; request->lanes >> l & 1 && w < words && w < 4; w++)
            word[n++] = request->address[l] / BANK_BYTES + w;
    n = distinct(word, n);
    for (unsigned i = 0; i < n; i++)
        if (++bank[word[i] % BANKS] > most)
            most = bank[word[i] % BANKS];
    return most;
}

unsigned request_passes(const struct request *request, unsigned *ideal)
{
    int group = request->size <= 4 ? 32 : request->size <= 8 ? 16 : 8;
    unsigned passes = 0;
    *ideal = 0;
    for (int first = 0; first < REQUEST_LANES; first += group) {
        unsigned most = passes_of(request, first, group);
        passes += most;
        *ideal += most > 0;
    }
    return passes;
}

unsigned request_serial(const struct request *request)
{
    unsigned most = 0;
    for (int l = 0; l < REQUEST_LANES; l++) {
        unsigned same = 0;
        for (int k = 0; k < REQUEST_LANES && request->lanes >> l & 1; k++)
            same += request->lanes >> k & 1 &&
                    request->address[k] == request->address[l];
        most = same > most ? same : most;
    }
    return most;
}
