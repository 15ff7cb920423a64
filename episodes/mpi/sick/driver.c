/* driver.c - worker side of `sick`. */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "ranks.h"
#include "sick.h"

_Static_assert((int)NUMBERS == (int)MOST_ITEMS, "as many as the contract says");

static void run_shift(const struct rank_call *call)
{
    const struct patient *p = call->in;
    struct cured *c = call->out;
    c->returned = shift(call->comm, p->number[0]);
}

static void run_relay(const struct rank_call *call)
{
    const struct patient *p = call->in;
    struct cured *c = call->out;
    c->returned = relay(call->comm, p->number[0]);
}

static void run_largest(const struct rank_call *call)
{
    const struct patient *p = call->in;
    struct cured *c = call->out;
    c->returned = largest(call->comm, p->number, p->count);
}

static void run_squares(const struct rank_call *call)
{
    const struct patient *p = call->in;
    struct cured *c = call->out;
    int rank;
    MPI_Comm_rank(call->comm, &rank);
    c->returned = squares(call->comm, rank == 0 ? p->number : NULL);
}

static void run_neighbours(const struct rank_call *call)
{
    const struct patient *p = call->in;
    struct cured *c = call->out;
    c->returned = neighbours(call->comm, p->number, p->count, c->items);
}

static void run_halves(const struct rank_call *call)
{
    const struct patient *p = call->in;
    struct cured *c = call->out;
    c->returned = halves(call->comm, p->number[0]);
}

static void run_champion(const struct rank_call *call)
{
    const struct patient *p = call->in;
    struct cured *c = call->out;
    c->returned = champion(call->comm, p->score, p->number[0]);
}

static void run_diagnoses(const struct rank_call *call)
{
    struct told *told = call->out;
    memset(told, 0, call->out_bytes);
    for (int i = 0; i < PROGRAMS; i++) {
        const struct diagnosis *d = &diagnoses[i];
        told[i].sickness = (int)d->sickness;
        told[i].rank = d->rank;
        if (d->line != NULL)
            strncpy(told[i].line, d->line, LINE_MOST - 1);
    }
}

RANK_OPS([SHIFT] = run_shift, [RELAY] = run_relay, [LARGEST] = run_largest,
         [SQUARES] = run_squares, [NEIGHBOURS] = run_neighbours,
         [HALVES] = run_halves, [CHAMPION] = run_champion,
         [OP_DIAGNOSES] = run_diagnoses);
