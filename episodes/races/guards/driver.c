/* driver.c - worker side of `guards`: keeps the banks, unpacks the calls. */
#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "calls.h"
#include "driver.h"
#include "seal.h"

/* The amount that is held up in bank_seal; 0: none. */
static atomic_llong held;
static sem_t let_go;

uint64_t bank_seal(uint64_t seal, int64_t amount)
{
    if (atomic_load_explicit(&held, memory_order_relaxed) == amount)
        while (sem_wait(&let_go) != 0 && errno == EINTR)
            ;
    return seal_next(seal, amount);
}

static void run_hold(const void *args)
{
    const struct hold_args *a = args;
    sem_init(&let_go, 0, 0);
    atomic_store(&held, a->amount);
}

static void run_let_go(const void *args)
{
    (void)args;
    atomic_store(&held, 0);
    sem_post(&let_go);
}

/* Written by the main thread while there are no puppets. */
static struct bank *banks[BANKS];

static void run_open(const void *args)
{
    const struct open_args *a = args;
    banks[a->bank] = bank_open(a->accounts, a->balance);
}

static void run_close(const void *args)
{
    const struct close_args *a = args;
    bank_close(banks[a->bank]);
}

static void run_post(const void *args)
{
    const struct post_args *a = args;
    *a->result = bank_post(banks[a->bank], a->account, a->amount);
}

static void run_statement(const void *args)
{
    const struct statement_args *a = args;
    *a->result = bank_statement(banks[a->bank], a->account);
}

static void run_fees(const void *args)
{
    const struct fees_args *a = args;
    *a->result = bank_fees(banks[a->bank]);
}

static void run_largest(const void *args)
{
    const struct largest_args *a = args;
    *a->result = bank_largest(banks[a->bank]);
}

static void run_day(const void *args)
{
    const struct day_args *a = args;
    bank_day(banks[a->bank], a->orders, a->n, a->results, a->threads);
}

static void run_watch(const void *args)
{
    const struct watch_args *a = args;
    for (size_t i = 0; i < a->n; i++) {
        a->statements[i] = bank_statement(banks[a->bank], a->account);
        a->fees[i] = bank_fees(banks[a->bank]);
        a->largest[i] = bank_largest(banks[a->bank]);
    }
}

static void run_whole_day(const void *args)
{
    const struct whole_day_args *a = args;
    struct bank *bank = bank_open(a->open.accounts, a->open.balance);
    bank_day(bank, a->day.orders, a->day.n, a->day.results, a->day.threads);
    for (unsigned i = 0; i < a->open.accounts; i++)
        a->closing[i] = bank_statement(bank, i);
    *a->fees = bank_fees(bank);
    *a->largest = bank_largest(bank);
    bank_close(bank);
}

DRIVER_OPS(run_open, run_close, run_post, run_statement, run_fees, run_largest,
           run_day, run_watch, run_whole_day, run_hold, run_let_go);
