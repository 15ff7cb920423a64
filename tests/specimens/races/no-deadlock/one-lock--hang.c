/* One lock for the bank: no deadlock, and everybody waits for everybody. */
#include <pthread.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "transfer.h"

struct account {
    int64_t balance;
};

struct bank {
    pthread_mutex_t lock; /* guards all balances */
    struct account account[];
};

struct bank *bank_new(unsigned accounts, int64_t balance)
{
    struct bank *bank =
        calloc(1, sizeof *bank + accounts * sizeof *bank->account);
    if (bank == NULL)
        return NULL;
    pthread_mutex_init(&bank->lock, NULL);
    for (unsigned i = 0; i < accounts; i++)
        bank->account[i].balance = balance;
    return bank;
}

void bank_free(struct bank *bank)
{
    pthread_mutex_destroy(&bank->lock);
    free(bank);
}

int64_t bank_balance(struct bank *bank, unsigned account)
{
    pthread_mutex_lock(&bank->lock);
    int64_t balance = bank->account[account].balance;
    pthread_mutex_unlock(&bank->lock);
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
    pthread_mutex_lock(&bank->lock);
    bool done = from != to && move(bank, from, to, amount);
    pthread_mutex_unlock(&bank->lock);
    return done;
}

bool transfer_trying(struct bank *bank, unsigned from, unsigned to,
                     int64_t amount)
{
    return transfer_ordered(bank, from, to, amount);
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
