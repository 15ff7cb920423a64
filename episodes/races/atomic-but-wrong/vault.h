/*
 * vault.h - the contract: boxes with coins that many threads use at a time.
 *
 * All functions but vault_new and vault_free may be called by any number of
 * threads at a time, for one vault or for several.  Each of them is to look
 * as if it happened at one moment between its call and its return: nobody
 * sees a vault in the middle of a change.
 *
 * Boxes are numbered from 0.  `coins` of a call is at least 1; no sum of coins
 * comes near the limit of its type.
 */
#ifndef VAULT_H
#define VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct vault;

/* One thing to do in vault_day: to take coins if `to` is the same box as
 * `from`, otherwise to move them. */
struct order {
    unsigned from, to;
    int64_t coins;
};

/* --- given: any number of threads may call it at a time ------------------- */

/* What goes on the receipt of these coins; never 0. This is the real work, a
 * few microseconds. */
uint64_t vault_stamp(unsigned box, int64_t coins);

/* --- yours ---------------------------------------------------------------- */

/* A vault with at least one box, and so many coins in each. NULL if memory is
 * short. */
struct vault *vault_new(unsigned boxes, int64_t coins);

/* Frees a vault that no thread uses any more. */
void vault_free(struct vault *vault);

/* Takes coins out of a box, if it holds that many, and returns their stamp;
 * otherwise changes nothing and returns 0. Threads must not keep each other
 * waiting while a stamp is being made. */
uint64_t vault_take(struct vault *vault, unsigned box, int64_t coins);

/* Moves coins to another box, or to the same, if `from` holds that many;
 * otherwise changes nothing and returns false. The coins are never seen in
 * both boxes, nor in neither. */
bool vault_move(struct vault *vault, unsigned from, unsigned to, int64_t coins);

/* The coins in one box. */
int64_t vault_coins(struct vault *vault, unsigned box);

/* The coins in all boxes at one moment. */
int64_t vault_sum(struct vault *vault);

/* Carries out n orders, in any order, with `threads` threads (at least 1), and
 * stores in results[i] the stamp of orders[i], or 1 for coins that were moved;
 * 0 where there were not enough. n may be 0. */
void vault_day(struct vault *vault, const struct order *orders, size_t n,
               uint64_t *results, unsigned threads);

#endif
