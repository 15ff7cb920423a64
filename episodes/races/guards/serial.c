/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include <stdlib.h>

#include "guards.h"

struct bank {
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
    a->postings++;
    a->balance += amount;
    a->seal = bank_seal(a->seal, amount);
    if (amount > bank->largest.amount)
        bank->largest = (struct largest){account, amount};
    bank->fees += bank_fee(amount);
    return *a;
}

struct statement bank_statement(struct bank *bank, unsigned account)
{
    return bank->account[account];
}

int64_t bank_fees(struct bank *bank)
{
    return bank->fees;
}

struct largest bank_largest(struct bank *bank)
{
    return bank->largest;
}

void bank_day(struct bank *bank, const struct order *orders, size_t n,
              struct statement *results, unsigned threads)
{
    (void)threads;
    for (size_t i = 0; i < n; i++) {
        const struct order *o = &orders[i];
        results[i] = o->amount == 0 ? bank_statement(bank, o->account)
                                    : bank_post(bank, o->account, o->amount);
    }
}
