/*
 * guards.h - the contract: a bank that many threads use at the same time.
 *
 * All functions but bank_open and bank_close may be called by any number of
 * threads at a time, for one bank or for several.  Threads that use
 * different accounts must not keep each other waiting for longer than it
 * takes to note a fee.  Accounts are numbered from 0; amounts are in cents,
 * and no sum of them comes near the limits of its type.
 */
#ifndef GUARDS_H
#define GUARDS_H

#include <stddef.h>
#include <stdint.h>

struct bank;

/* An account as it was at one moment: the three belong together. */
struct statement {
    uint64_t postings; /* how many there have been */
    int64_t balance;   /* the opening balance and all of their amounts */
    uint64_t seal;     /* made from all of them, in their order */
};

/* One thing to do in bank_day. */
struct order {
    unsigned account;
    int64_t amount; /* to post; 0: nothing to post, only give a statement */
};

/* The largest amount that was posted, and an account it was posted to. */
struct largest {
    unsigned account;
    int64_t amount;
};

/* --- given: any number of threads may call these at a time ---------------- */

/* The seal of an account after one more posting, from the seal before it.
 * This is the real work, a few microseconds. */
uint64_t bank_seal(uint64_t seal, int64_t amount);

/* What the bank charges for a posting, paid from outside the account. */
int64_t bank_fee(int64_t amount);

/* --- yours ---------------------------------------------------------------- */

/* A bank with at least one account. Each starts with no postings, seal 0 and
 * the same balance; there are no fees yet. NULL if memory is short. */
struct bank *bank_open(unsigned accounts, int64_t balance);

/* Frees a bank that no thread uses any more. */
void bank_close(struct bank *bank);

/* Adds `amount`, which may be negative, to the balance, counts the posting,
 * renews the seal, and adds the fee to the bank's fees. Returns the account
 * as this posting left it: no two postings to one account return the same. */
struct statement bank_post(struct bank *bank, unsigned account, int64_t amount);

/* The account as it is now. */
struct statement bank_statement(struct bank *bank, unsigned account);

/* The sum of all fees so far. Of the postings that go on meanwhile each is in
 * it or not. */
int64_t bank_fees(struct bank *bank);

/* The largest amount so far; {0, 0} while no amount above 0 was posted. */
struct largest bank_largest(struct bank *bank);

/* Carries out n orders, in any order, with `threads` threads (at least 1), and
 * stores what came back for orders[i] in results[i]. n may be 0. */
void bank_day(struct bank *bank, const struct order *orders, size_t n,
              struct statement *results, unsigned threads);

#endif
