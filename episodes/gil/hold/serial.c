/* serial.c - baseline of `hold`: one thread, and no lock at all. */
#include <stdlib.h>

#include "gil.h"

struct gil {
    unsigned interval;
};

struct gil *gil_new(unsigned interval)
{
    struct gil *g = calloc(1, sizeof *g);
    if (g == NULL)
        abort();
    g->interval = interval;
    return g;
}

void gil_free(struct gil *g)
{
    free(g);
}

void gil_acquire(struct gil *g)
{
    (void)g;
}

bool gil_release(struct gil *g)
{
    (void)g;
    return true;
}

bool gil_wanted(struct gil *g)
{
    (void)g;
    return false;
}

void gil_yield(struct gil *g)
{
    (void)g;
}
