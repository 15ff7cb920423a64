/* The locks and threads of C11, without the helper library's team. */
#include <stdlib.h>
#include <threads.h>

#include "guards.h"
#include "range.h"

struct account {
    mtx_t lock;             /* guards state */
    struct statement state; /* as it is now */
};

struct bank {
    unsigned accounts; /* never changes: needs no lock */
    mtx_t lock;        /* guards fees and largest */
    int64_t fees;
    struct largest largest;
    struct account account[];
};

struct bank *bank_open(unsigned accounts, int64_t balance)
{
    struct bank *bank =
        calloc(1, sizeof *bank + accounts * sizeof *bank->account);
    if (bank == NULL)
        return NULL;
    bank->accounts = accounts;
    mtx_init(&bank->lock, mtx_plain);
    for (unsigned i = 0; i < accounts; i++) {
        mtx_init(&bank->account[i].lock, mtx_plain);
        bank->account[i].state.balance = balance;
    }
    return bank;
}

void bank_close(struct bank *bank)
{
    for (unsigned i = 0; i < bank->accounts; i++)
        mtx_destroy(&bank->account[i].lock);
    mtx_destroy(&bank->lock);
    free(bank);
}

struct statement bank_post(struct bank *bank, unsigned account, int64_t amount)
{
    struct account *a = &bank->account[account];

    mtx_lock(&a->lock);
    a->state.postings++;
    a->state.balance += amount;
    a->state.seal = bank_seal(a->state.seal, amount);
    struct statement receipt = a->state;
    mtx_unlock(&a->lock);

    mtx_lock(&bank->lock);
    bank->fees += bank_fee(amount);
    if (amount > bank->largest.amount)
        bank->largest = (struct largest){account, amount};
    mtx_unlock(&bank->lock);
    return receipt;
}

struct statement bank_statement(struct bank *bank, unsigned account)
{
    struct account *a = &bank->account[account];
    mtx_lock(&a->lock);
    struct statement now = a->state;
    mtx_unlock(&a->lock);
    return now;
}

int64_t bank_fees(struct bank *bank)
{
    mtx_lock(&bank->lock);
    int64_t fees = bank->fees;
    mtx_unlock(&bank->lock);
    return fees;
}

struct largest bank_largest(struct bank *bank)
{
    mtx_lock(&bank->lock);
    struct largest largest = bank->largest;
    mtx_unlock(&bank->lock);
    return largest;
}

/* The orders first .. end - 1 are one thread's. */
struct part {
    struct bank *bank;
    const struct order *orders;
    struct statement *results;
    struct range range;
    thrd_t thread;
};

static int work(void *arg)
{
    const struct part *p = arg;
    for (size_t i = p->range.first; i < p->range.end; i++) {
        const struct order *o = &p->orders[i];
        p->results[i] = o->amount == 0
                            ? bank_statement(p->bank, o->account)
                            : bank_post(p->bank, o->account, o->amount);
    }
    return 0;
}

void bank_day(struct bank *bank, const struct order *orders, size_t n,
              struct statement *results, unsigned threads)
{
    struct part part[threads];
    for (unsigned i = 0; i < threads; i++) {
        part[i] = (struct part){.bank = bank,
                                .orders = orders,
                                .results = results,
                                .range = range_part(n, threads, i)};
        if (thrd_create(&part[i].thread, work, &part[i]) != thrd_success)
            abort();
    }
    for (unsigned i = 0; i < threads; i++)
        thrd_join(part[i].thread, NULL);
}
