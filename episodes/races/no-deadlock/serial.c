/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include <stdlib.h>

#include "transfer.h"

struct bank {
    unsigned accounts;
    int64_t balance[];
};

struct bank *bank_new(unsigned accounts, int64_t balance)
{
    struct bank *bank =
        calloc(1, sizeof *bank + accounts * sizeof *bank->balance);
    if (bank == NULL)
        return NULL;
    bank->accounts = accounts;
    for (unsigned i = 0; i < accounts; i++)
        bank->balance[i] = balance;
    return bank;
}

void bank_free(struct bank *bank)
{
    free(bank);
}

int64_t bank_balance(struct bank *bank, unsigned account)
{
    return bank->balance[account];
}

bool transfer_ordered(struct bank *bank, unsigned from, unsigned to,
                      int64_t amount)
{
    if (from == to || bank->balance[from] < amount)
        return false;
    bank->balance[from] -= amount;
    bank->balance[to] += amount;
    transfer_note(from, to, amount);
    return true;
}

bool transfer_trying(struct bank *bank, unsigned from, unsigned to,
                     int64_t amount)
{
    return transfer_ordered(bank, from, to, amount);
}

void transfer_day(struct bank *bank, transfer_way *way,
                  const struct order *orders, size_t n, bool *results,
                  unsigned threads)
{
    (void)threads;
    for (size_t i = 0; i < n; i++)
        results[i] = way(bank, orders[i].from, orders[i].to, orders[i].amount);
}
