/* Locks that are atomic flags. */
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "transfer.h"

struct account {
    atomic_flag busy; /* guards balance */
    int64_t balance;
};

static bool try_lock(struct account *a)
{
    return !atomic_flag_test_and_set(&a->busy);
}

static void lock(struct account *a)
{
    while (!try_lock(a))
        sched_yield();
}

static void unlock(struct account *a)
{
    atomic_flag_clear(&a->busy);
}

struct bank {
    unsigned accounts; /* never changes: needs no lock */
    struct account account[];
};

struct bank *bank_new(unsigned accounts, int64_t balance)
{
    struct bank *bank =
        calloc(1, sizeof *bank + accounts * sizeof *bank->account);
    if (bank == NULL)
        return NULL;
    bank->accounts = accounts;
    for (unsigned i = 0; i < accounts; i++) {
        atomic_flag_clear(&bank->account[i].busy);
        bank->account[i].balance = balance;
    }
    return bank;
}

void bank_free(struct bank *bank)
{
    free(bank);
}

int64_t bank_balance(struct bank *bank, unsigned account)
{
    struct account *a = &bank->account[account];
    lock(a);
    int64_t balance = a->balance;
    unlock(a);
    return balance;
}

/* Both accounts are locked by the caller. */
static bool move(struct bank *bank, unsigned from, unsigned to, int64_t amount)
{
    if (bank->account[from].balance < amount)
        return false;
    bank->account[from].balance -= amount;
    bank->account[to].balance += amount;
    transfer_note(from, to, amount);
    return true;
}

bool transfer_ordered(struct bank *bank, unsigned from, unsigned to,
                      int64_t amount)
{
    struct account *low = &bank->account[from < to ? from : to];
    struct account *high = &bank->account[from < to ? to : from];
    if (from == to)
        return false;
    lock(low);
    lock(high);
    bool done = move(bank, from, to, amount);
    unlock(high);
    unlock(low);
    return done;
}

bool transfer_trying(struct bank *bank, unsigned from, unsigned to,
                     int64_t amount)
{
    struct account *first = &bank->account[from];
    struct account *second = &bank->account[to];
    if (from == to)
        return false;
    lock(first);
    while (!try_lock(second)) {
        unlock(first);
        struct account *busy = second;
        second = first;
        first = busy;
        lock(first);
    }
    bool done = move(bank, from, to, amount);
    unlock(second);
    unlock(first);
    return done;
}

/* What the members of the team share. */
struct day {
    struct bank *bank;
    transfer_way *way;
    const struct order *orders;
    size_t n;
    bool *results;
};

static void work(unsigned rank, unsigned threads, void *shared)
{
    const struct day *day = shared;
    struct range mine = range_part(day->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++) {
        const struct order *o = &day->orders[i];
        day->results[i] = day->way(day->bank, o->from, o->to, o->amount);
    }
}

void transfer_day(struct bank *bank, transfer_way *way,
                  const struct order *orders, size_t n, bool *results,
                  unsigned threads)
{
    struct day day = {bank, way, orders, n, results};
    team_run(threads, work, &day);
}
