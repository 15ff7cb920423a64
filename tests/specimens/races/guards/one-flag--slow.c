/* One lock of the author's own making, from an atomic flag, guards
 * everything. */
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "guards.h"
#include "range.h"
#include "team.h"

static void flag_lock(atomic_flag *flag)
{
    while (atomic_flag_test_and_set_explicit(flag, memory_order_acquire))
        sched_yield();
}

static void flag_unlock(atomic_flag *flag)
{
    atomic_flag_clear_explicit(flag, memory_order_release);
}

struct bank {
    atomic_flag lock; /* guards all the rest */
    int64_t fees;
    struct largest largest;
    struct statement account[];
};

struct bank *bank_open(unsigned accounts, int64_t balance)
{
    struct bank *bank =
        calloc(1, sizeof *bank + accounts * sizeof *bank->account);
    if (bank == NULL)
        return NULL;
    atomic_flag_clear(&bank->lock);
    for (unsigned i = 0; i < accounts; i++)
        bank->account[i].balance = balance;
    return bank;
}

void bank_close(struct bank *bank)
{
    free(bank);
}

struct statement bank_post(struct bank *bank, unsigned account, int64_t amount)
{
    struct statement *a = &bank->account[account];
    flag_lock(&bank->lock);
    a->postings++;
    a->balance += amount;
    a->seal = bank_seal(a->seal, amount);
    struct statement receipt = *a;
    bank->fees += bank_fee(amount);
    if (amount > bank->largest.amount)
        bank->largest = (struct largest){account, amount};
    flag_unlock(&bank->lock);
    return receipt;
}

struct statement bank_statement(struct bank *bank, unsigned account)
{
    flag_lock(&bank->lock);
    struct statement now = bank->account[account];
    flag_unlock(&bank->lock);
    return now;
}

int64_t bank_fees(struct bank *bank)
{
    flag_lock(&bank->lock);
    int64_t fees = bank->fees;
    flag_unlock(&bank->lock);
    return fees;
}

struct largest bank_largest(struct bank *bank)
{
    flag_lock(&bank->lock);
    struct largest largest = bank->largest;
    flag_unlock(&bank->lock);
    return largest;
}

/* What the members of the team share. */
struct day {
    struct bank *bank;
    const struct order *orders;
    size_t n;
    struct statement *results;
};

static void work(unsigned rank, unsigned threads, void *shared)
{
    const struct day *day = shared;
    struct range mine = range_part(day->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++) {
        const struct order *o = &day->orders[i];
        day->results[i] = o->amount == 0
                              ? bank_statement(day->bank, o->account)
                              : bank_post(day->bank, o->account, o->amount);
    }
}

void bank_day(struct bank *bank, const struct order *orders, size_t n,
              struct statement *results, unsigned threads)
{
    struct day day = {bank, orders, n, results};
    team_run(threads, work, &day);
}
