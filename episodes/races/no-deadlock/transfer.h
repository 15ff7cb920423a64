/*
 * transfer.h - the contract: money from account to account, in two ways.
 *
 * Each account has a lock.  A transfer concerns two accounts, so it needs two
 * locks, and two transfers must never wait for each other in a circle.  All
 * functions but bank_new and bank_free may be called by any number of threads
 * at a time, for one bank or for several, and both ways on one bank.
 *
 * Transfers that have no account in common do not wait for each other.
 * Accounts are numbered from 0; amounts are at least 1, and no sum of them
 * comes near the limit of its type.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bank;

/* One transfer. */
struct order {
    unsigned from, to;
    int64_t amount;
};

/* transfer_ordered or transfer_trying */
typedef bool transfer_way(struct bank *bank, unsigned from, unsigned to,
                          int64_t amount);

/* --- given ---------------------------------------------------------------- */

/*
 * Enters a transfer in the books: the real work, a few microseconds.  Call it
 * once for each transfer that is carried out, while both accounts are locked:
 * no other transfer may touch them meanwhile.
 */
void transfer_note(unsigned from, unsigned to, int64_t amount);

/* --- yours ---------------------------------------------------------------- */

/* A bank with at least one account, each with the same balance. NULL if memory
 * is short. */
struct bank *bank_new(unsigned accounts, int64_t balance);

/* Frees a bank that no thread uses any more. */
void bank_free(struct bank *bank);

/* The balance of an account. */
int64_t bank_balance(struct bank *bank, unsigned account);

/*
 * Both move `amount` from one account to another, note it, and return true.
 * If `from` holds less, or is the same account as `to`, they change nothing,
 * note nothing and return false.
 */

/* 1. Takes the two locks in an order on which all threads agree, whichever
 *    way the money goes. */
bool transfer_ordered(struct bank *bank, unsigned from, unsigned to,
                      int64_t amount);

/* 2. Never waits for an account while it holds the other: it tries to lock,
 *    and if that fails gives back what it has and begins again. So whoever
 *    needs an account that is merely wanted by somebody who waits, gets it. */
bool transfer_trying(struct bank *bank, unsigned from, unsigned to,
                     int64_t amount);

/* Carries out n orders in one of the two ways, with `threads` threads (at
 * least 1), and stores what came back for orders[i] in results[i]. */
void transfer_day(struct bank *bank, transfer_way *way,
                  const struct order *orders, size_t n, bool *results,
                  unsigned threads);

#endif
