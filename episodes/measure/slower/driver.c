/* driver.c - worker side of `slower`: unpacks calls. */
#include "calls.h"
#include "driver.h"

static void run_reasons(const void *args)
{
    const struct reasons_args *a = args;
    for (unsigned i = 0; i < PROGRAMS; i++)
        a->reasons[i] = (uint32_t)reasons[i];
}

static void run_program(const void *args)
{
    const struct run_args *a = args;
    switch (a->program) {
    case PARCELS:
        *a->out = parcels(a->items, a->n, a->threads);
        break;
    case VOTES:
        *a->out = votes(a->items, a->n, a->threads);
        break;
    case STAMPS:
        stamps(a->items, a->n, a->out, a->threads);
        break;
    case BINS:
        for (unsigned kind = 0; kind < KINDS; kind++)
            a->out[kind] = a->before;
        bins(a->items, a->n, a->out, a->threads);
        break;
    case PICTURE:
        picture(a->items, a->rows, a->rows == 0 ? 0 : a->n / a->rows, a->out,
                a->threads);
        break;
    case WEIGHTS:
        *a->out = weights(a->items, a->n, a->threads);
        break;
    case PROGRAMS:
        break;
    }
}

DRIVER_OPS(run_reasons, run_program);
