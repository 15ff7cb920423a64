/*
 * grind.c - the work that `schedules` spreads over threads.
 */
#include "schedules.h"

uint64_t grind(uint64_t item, unsigned steps)
{
    for (; steps > 0; steps--)
        item = (item ^ (item >> 29)) * 0xbf58476d1ce4e5b9ull + steps;
    return item ^ (item >> 32);
}
