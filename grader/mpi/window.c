#include "window.h"

volatile int window_count;

bool window_satisfied(const struct item *item)
{
    (void)item;
    return true;
}

void window_access(const void *address, int64_t size, bool writes, void *from)
{
    (void)address;
    (void)size;
    (void)writes;
    (void)from;
}

void window_report_leaks(void)
{
}
