/* hands.c - see hands.h */
#include "hands.h"

#include "layer.h"

volatile int hands_count;

static struct {
    const char *low, *high;
} off[HANDS_MOST];

void parcours_hands_off(const void *memory, size_t bytes)
{
    if (bytes == 0) {
        hands_count = 0;
    } else if (hands_count < HANDS_MOST) {
        off[hands_count].low = memory;
        off[hands_count].high = (const char *)memory + bytes;
        hands_count++;
    }
}

void hands_access(const void *address, int64_t size, void *from)
{
    const char *low = address, *high = low + size;
    for (int i = 0; i < hands_count; i++) {
        if (low >= off[i].high || high <= off[i].low || !board)
            continue;
        layer_inside++;
        layer.place = layer_place(from);
        layer_report(FINDING_OWN_COPY, "the program touches them here");
        layer_inside--;
        return;
    }
}
