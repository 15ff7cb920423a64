/* lent.c - see lent.h */
#include "lent.h"

#include "layer.h"

static int count;

static struct {
    const char *low, *high;
} lent[LENT_MOST];

void parcours_lend(const void *memory, size_t bytes)
{
    if (board)
        board->rank[layer.rank].returned = false;
    if (count < LENT_MOST) {
        lent[count].low = memory;
        lent[count].high = (const char *)memory + bytes;
        count++;
    }
}

void parcours_returned(void)
{
    count = 0;
    if (board)
        board->rank[layer.rank].returned = true;
}

int64_t lent_of(const void *low, int64_t length)
{
    const char *at = low;
    for (int i = 0; i < count; i++)
        if (at >= lent[i].low && at <= lent[i].high)
            return lent[i].high - at < length ? lent[i].high - at : length;
    return length;
}
