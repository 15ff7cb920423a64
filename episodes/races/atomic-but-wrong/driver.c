/* driver.c - worker side of `atomic-but-wrong`: keeps the vaults, unpacks a
 * call. */
#include "calls.h"
#include "driver.h"

/* Written by the main thread while there are no puppets. */
static struct vault *vaults[VAULTS];

static void run_new(const void *args)
{
    const struct new_args *a = args;
    vaults[a->vault] = vault_new(a->boxes, a->coins);
}

static void run_free(const void *args)
{
    const struct use_args *a = args;
    vault_free(vaults[a->vault]);
}

static void run_take(const void *args)
{
    const struct use_args *a = args;
    *a->result = (int64_t)vault_take(vaults[a->vault], a->from, a->coins);
}

static void run_move(const void *args)
{
    const struct use_args *a = args;
    *a->result = vault_move(vaults[a->vault], a->from, a->to, a->coins);
}

static void run_coins(const void *args)
{
    const struct use_args *a = args;
    *a->result = vault_coins(vaults[a->vault], a->from);
}

static void run_sum(const void *args)
{
    const struct use_args *a = args;
    *a->result = vault_sum(vaults[a->vault]);
}

static void run_day(const void *args)
{
    const struct day_args *a = args;
    vault_day(vaults[a->vault], a->orders, a->n, a->results, a->threads);
}

static void run_whole_day(const void *args)
{
    const struct whole_day_args *a = args;
    struct vault *v = vault_new(a->made.boxes, a->made.coins);
    vault_day(v, a->day.orders, a->day.n, a->day.results, a->day.threads);
    for (unsigned i = 0; i < a->made.boxes; i++)
        a->closing[i] = vault_coins(v, i);
    *a->sum = vault_sum(v);
    vault_free(v);
}

DRIVER_OPS(run_new, run_free, run_take, run_move, run_coins, run_sum, run_day,
           run_whole_day);
