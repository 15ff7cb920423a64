/* The lock of the bank is given back only when that of the account is there:
 * whoever waits for a busy account keeps all others out. */
#include <pthread.h>
#include <stdlib.h>

#include "guards.h"
#include "range.h"
#include "team.h"

struct account {
    pthread_mutex_t lock;
    struct statement state;
};

struct bank {
    unsigned accounts;
    pthread_mutex_t lock;
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
    pthread_mutex_init(&bank->lock, NULL);
    for (unsigned i = 0; i < accounts; i++) {
        pthread_mutex_init(&bank->account[i].lock, NULL);
        bank->account[i].state.balance = balance;
    }
    return bank;
}

void bank_close(struct bank *bank)
{
    for (unsigned i = 0; i < bank->accounts; i++)
        pthread_mutex_destroy(&bank->account[i].lock);
    pthread_mutex_destroy(&bank->lock);
    free(bank);
}

struct statement bank_post(struct bank *bank, unsigned account, int64_t amount)
{
    struct account *a = &bank->account[account];

    pthread_mutex_lock(&bank->lock);
    pthread_mutex_lock(&a->lock);
    pthread_mutex_unlock(&bank->lock);
    a->state.postings++;
    a->state.balance += amount;
    a->state.seal = bank_seal(a->state.seal, amount);
    struct statement receipt = a->state;
    pthread_mutex_unlock(&a->lock);

    pthread_mutex_lock(&bank->lock);
    bank->fees += bank_fee(amount);
    if (amount > bank->largest.amount)
        bank->largest = (struct largest){account, amount};
    pthread_mutex_unlock(&bank->lock);
    return receipt;
}

struct statement bank_statement(struct bank *bank, unsigned account)
{
    struct account *a = &bank->account[account];
    pthread_mutex_lock(&a->lock);
    struct statement state = a->state;
    pthread_mutex_unlock(&a->lock);
    return state;
}

int64_t bank_fees(struct bank *bank)
{
    pthread_mutex_lock(&bank->lock);
    int64_t fees = bank->fees;
    pthread_mutex_unlock(&bank->lock);
    return fees;
}

struct largest bank_largest(struct bank *bank)
{
    pthread_mutex_lock(&bank->lock);
    struct largest largest = bank->largest;
    pthread_mutex_unlock(&bank->lock);
    return largest;
}

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
