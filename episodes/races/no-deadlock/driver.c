/*
 * driver.c - worker side of `no-deadlock`: keeps banks and books.
 *
 * The books are kept with relaxed atomics: they must not order for the race
 * detectors what the learner's locks are to order.
 */
#include <errno.h>
#include <semaphore.h>
#include <stdalign.h>
#include <stdatomic.h>

#include "cacheline.h"
#include "calls.h"
#include "driver.h"

#define RELAXED memory_order_relaxed

/* Written by the main thread while there are no puppets. */
static struct bank *banks[BANKS];
static transfer_way *const ways[WAYS] = {transfer_ordered, transfer_trying};

/* The books have a page for each account, apart from the others, so that
 * entering a transfer makes nobody wait. */
static struct page {
    alignas(CACHELINE) atomic_int busy; /* transfers under way */
    _Atomic uint64_t notes, sum;        /* of transfers from here */
} pages[ACCOUNTS_MOST];

static _Atomic uint64_t overlaps;
static atomic_llong held; /* the amount that is held up; 0: none */
static sem_t let_go;

static void enter(unsigned account)
{
    if (atomic_fetch_add_explicit(&pages[account].busy, 1, RELAXED) != 0)
        atomic_fetch_add_explicit(&overlaps, 1, RELAXED);
}

static void leave(unsigned account)
{
    atomic_fetch_sub_explicit(&pages[account].busy, 1, RELAXED);
}

static uint64_t work(uint64_t x)
{
    const unsigned rounds = 4000;
    for (unsigned i = 0; i < rounds; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
    return x;
}

void transfer_note(unsigned from, unsigned to, int64_t amount)
{
    uint64_t mark = order_mark(from, to, amount);
    enter(from);
    enter(to);
    if (atomic_load_explicit(&held, RELAXED) == amount)
        while (sem_wait(&let_go) != 0 && errno == EINTR)
            ;
    /* a sum that depends on the work, so that no compiler leaves it out */
    mark += work(mark) == 0;
    atomic_fetch_add_explicit(&pages[from].notes, 1, RELAXED);
    atomic_fetch_add_explicit(&pages[from].sum, mark, RELAXED);
    leave(to);
    leave(from);
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

static void run_new(const void *args)
{
    const struct new_args *a = args;
    banks[a->bank] = bank_new(a->accounts, a->balance);
}

static void run_free(const void *args)
{
    const struct use_args *a = args;
    bank_free(banks[a->bank]);
}

static void run_transfer(const void *args)
{
    const struct use_args *a = args;
    *a->result = ways[a->way](banks[a->bank], a->from, a->to, a->amount);
}

static void run_balance(const void *args)
{
    const struct use_args *a = args;
    *a->result = bank_balance(banks[a->bank], a->from);
}

static void run_day(const void *args)
{
    const struct day_args *a = args;
    transfer_day(banks[a->bank], ways[a->way], a->orders, a->n, a->results,
                 a->threads);
}

static struct books read_books(void)
{
    struct books books = {.overlaps = overlaps};
    for (unsigned i = 0; i < ACCOUNTS_MOST; i++) {
        books.notes += pages[i].notes;
        books.sum += pages[i].sum;
    }
    return books;
}

static void run_books(const void *args)
{
    const struct books_args *a = args;
    *a->books = read_books();
}

static void run_whole_day(const void *args)
{
    const struct whole_day_args *a = args;
    struct bank *bank = bank_new(a->made.accounts, a->made.balance);
    struct books before = read_books();
    transfer_day(bank, ways[a->day.way], a->day.orders, a->day.n,
                 a->day.results, a->day.threads);
    struct books after = read_books();
    *a->books =
        (struct books){after.notes - before.notes, after.sum - before.sum,
                       after.overlaps - before.overlaps};
    for (unsigned i = 0; i < a->made.accounts; i++)
        a->closing[i] = bank_balance(bank, i);
    bank_free(bank);
}

DRIVER_OPS(run_new, run_free, run_transfer, run_balance, run_books, run_day,
           run_whole_day, run_hold, run_let_go);
