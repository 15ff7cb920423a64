/* One lock for the marks of all accounts, held for a moment only: who finds
 * both accounts idle takes both at once. */
#include <pthread.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "transfer.h"

struct account {
    bool busy; /* somebody uses it and its balance */
    int64_t balance;
};

struct bank {
    unsigned accounts;    /* never changes: needs no lock */
    pthread_mutex_t lock; /* guards who is busy */
    pthread_cond_t idle;  /* somebody is not busy any more */
    unsigned waiting;     /* for that */
    struct account account[];
};

static void wait_for_others(struct bank *bank)
{
    bank->waiting++;
    pthread_cond_wait(&bank->idle, &bank->lock);
    bank->waiting--;
}

/* Both at once, or neither. */
static void take(struct bank *bank, struct account *a, struct account *b)
{
    pthread_mutex_lock(&bank->lock);
    while (a->busy || b->busy)
        wait_for_others(bank);
    a->busy = b->busy = true;
    pthread_mutex_unlock(&bank->lock);
}

static void give(struct bank *bank, struct account *a, struct account *b)
{
    pthread_mutex_lock(&bank->lock);
    a->busy = b->busy = false;
    if (bank->waiting > 0)
        pthread_cond_broadcast(&bank->idle);
    pthread_mutex_unlock(&bank->lock);
}

struct bank *bank_new(unsigned accounts, int64_t balance)
{
    struct bank *bank =
        calloc(1, sizeof *bank + accounts * sizeof *bank->account);
    if (bank == NULL)
        return NULL;
    bank->accounts = accounts;
    pthread_mutex_init(&bank->lock, NULL);
    pthread_cond_init(&bank->idle, NULL);
    for (unsigned i = 0; i < accounts; i++)
        bank->account[i].balance = balance;
    return bank;
}

void bank_free(struct bank *bank)
{
    pthread_cond_destroy(&bank->idle);
    pthread_mutex_destroy(&bank->lock);
    free(bank);
}

int64_t bank_balance(struct bank *bank, unsigned account)
{
    struct account *a = &bank->account[account];
    take(bank, a, a);
    int64_t balance = a->balance;
    give(bank, a, a);
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
    take(bank, a, b);
    bool done = move(bank, from, to, amount);
    give(bank, a, b);
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
