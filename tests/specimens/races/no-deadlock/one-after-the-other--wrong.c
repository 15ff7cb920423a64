/* Takes the money under one lock and brings it under the other: no deadlock,
 * and nobody has both accounts. */
#include <pthread.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "transfer.h"

struct account {
    pthread_mutex_t lock; /* guards balance */
    int64_t balance;
};

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
    pthread_mutex_lock(&a->lock);
    int64_t balance = a->balance;
    pthread_mutex_unlock(&a->lock);
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
    struct account *a = &bank->account[from], *b = &bank->account[to];
    if (from == to)
        return false;
    pthread_mutex_lock(&a->lock);
    bool enough = a->balance >= amount;
    if (enough)
        a->balance -= amount;
    pthread_mutex_unlock(&a->lock);
    if (!enough)
        return false;
    pthread_mutex_lock(&b->lock);
    b->balance += amount;
    transfer_note(from, to, amount);
    pthread_mutex_unlock(&b->lock);
    return true;
}

bool transfer_trying(struct bank *bank, unsigned from, unsigned to,
                     int64_t amount)
{
    struct account *first = &bank->account[from];
    struct account *second = &bank->account[to];
    if (from == to)
        return false;
    pthread_mutex_lock(&first->lock);
    while (pthread_mutex_trylock(&second->lock) != 0) {
        pthread_mutex_unlock(&first->lock);
        struct account *busy = second;
        second = first;
        first = busy;
        pthread_mutex_lock(&first->lock);
    }
    bool done = move(bank, from, to, amount);
    pthread_mutex_unlock(&second->lock);
    pthread_mutex_unlock(&first->lock);
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
