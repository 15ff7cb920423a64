/* Each account keeps its fees; they are added up one account after the other.
 */
#include <pthread.h>
#include <stdlib.h>

#include "guards.h"
#include "range.h"
#include "team.h"

struct account {
    pthread_mutex_t lock; /* guards fees and state */
    int64_t fees;
    struct statement state; /* as it is now */
};

struct bank {
    unsigned accounts;    /* never changes: needs no lock */
    pthread_mutex_t lock; /* guards largest */
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

    pthread_mutex_lock(&a->lock);
    a->fees += bank_fee(amount);
    a->state.postings++;
    a->state.balance += amount;
    a->state.seal = bank_seal(a->state.seal, amount);
    struct statement receipt = a->state;
    pthread_mutex_unlock(&a->lock);

    pthread_mutex_lock(&bank->lock);
    if (amount > bank->largest.amount)
        bank->largest = (struct largest){account, amount};
    pthread_mutex_unlock(&bank->lock);
    return receipt;
}

struct statement bank_statement(struct bank *bank, unsigned account)
{
    struct account *a = &bank->account[account];
    pthread_mutex_lock(&a->lock);
    struct statement now = a->state;
    pthread_mutex_unlock(&a->lock);
    return now;
}

int64_t bank_fees(struct bank *bank)
{
    int64_t fees = 0;
    for (unsigned i = 0; i < bank->accounts; i++) {
        pthread_mutex_lock(&bank->account[i].lock);
        fees += bank->account[i].fees;
        pthread_mutex_unlock(&bank->account[i].lock);
    }
    return fees;
}

struct largest bank_largest(struct bank *bank)
{
    pthread_mutex_lock(&bank->lock);
    struct largest largest = bank->largest;
    pthread_mutex_unlock(&bank->lock);
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
