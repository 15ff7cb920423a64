/* One condition for all, and a signal wakes one: who only looks at a balance
 * hears it and tells nobody. */
#include <pthread.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "transfer.h"

struct account {
    pthread_mutex_t lock; /* guards balance */
    int64_t balance;
    bool busy;
};

struct bank {
    pthread_mutex_t desk; /* guards busy */
    pthread_cond_t freed;
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
    pthread_mutex_init(&bank->desk, NULL);
    pthread_cond_init(&bank->freed, NULL);
    for (unsigned i = 0; i < accounts; i++) {
        pthread_mutex_init(&bank->account[i].lock, NULL);
        bank->account[i].balance = balance;
    }
    return bank;
}

void bank_free(struct bank *bank)
{
    for (unsigned i = 0; i < bank->accounts; i++)
        pthread_mutex_destroy(&bank->account[i].lock);
    free(bank);
}

int64_t bank_balance(struct bank *bank, unsigned account)
{
    struct account *a = &bank->account[account];
    pthread_mutex_lock(&bank->desk);
    while (a->busy)
        pthread_cond_wait(&bank->freed, &bank->desk);
    int64_t balance = a->balance;
    pthread_mutex_unlock(&bank->desk);
    return balance;
}

/* 1. ---------------------------------------------------------------------- */

bool transfer_ordered(struct bank *bank, unsigned from, unsigned to,
                      int64_t amount)
{
    struct account *a = &bank->account[from], *b = &bank->account[to];
    if (from == to)
        return false;
    pthread_mutex_lock(&bank->desk);
    while (a->busy || b->busy)
        pthread_cond_wait(&bank->freed, &bank->desk);
    a->busy = b->busy = true;
    pthread_mutex_unlock(&bank->desk);
    bool done = a->balance >= amount;
    if (done) {
        a->balance -= amount;
        b->balance += amount;
        transfer_note(from, to, amount);
    }
    pthread_mutex_lock(&bank->desk);
    a->busy = b->busy = false;
    pthread_cond_signal(&bank->freed);
    pthread_mutex_unlock(&bank->desk);
    return done;
}

/* 2. ---------------------------------------------------------------------- */

bool transfer_trying(struct bank *bank, unsigned from, unsigned to,
                     int64_t amount)
{
    struct account *a = &bank->account[from], *b = &bank->account[to];
    if (from == to)
        return false;
    pthread_mutex_lock(&bank->desk);
    while (a->busy || b->busy)
        pthread_cond_wait(&bank->freed, &bank->desk);
    a->busy = b->busy = true;
    pthread_mutex_unlock(&bank->desk);
    bool done = a->balance >= amount;
    if (done) {
        a->balance -= amount;
        b->balance += amount;
        transfer_note(from, to, amount);
    }
    pthread_mutex_lock(&bank->desk);
    a->busy = b->busy = false;
    pthread_cond_signal(&bank->freed);
    pthread_mutex_unlock(&bank->desk);
    return done;
}

/* ------------------------------------------------------------------------- */

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
