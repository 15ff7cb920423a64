/*
 * delay.h - the contract: say now what is to be computed, compute it later,
 * and only what is asked for.
 *
 * A sheet has nodes 0 .. nodes - 1, like the cells of a spreadsheet.  A node is
 * nothing at first; then it is given a value, or a call: a function and the
 * nodes whose values are its arguments.  These may be defined later, so that
 * nothing is known about their order.  To define a node computes nothing.
 */
#ifndef DELAY_H
#define DELAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sheet; /* yours */

/* Computes a value from n others; false if it cannot be done. `data` is what
 * delay_call was given. */
typedef bool delay_fn(void *data, const int64_t *args, size_t n,
                      int64_t *result);

/* A sheet of nodes that are nothing. NULL if there is no memory. */
struct sheet *delay_new(uint32_t nodes);
void delay_free(struct sheet *s);

/* Node `node` has this value. A node is defined at most once. */
void delay_value(struct sheet *s, uint32_t node, int64_t value);

/* Node `node` is fn(data, values of args[0 .. n - 1]). `args` need not last. */
void delay_call(struct sheet *s, uint32_t node, delay_fn *fn, void *data,
                const uint32_t *args, size_t n);

enum delay_end {
    DELAY_DONE,
    DELAY_MISSING, /* a node that is needed is nothing */
    DELAY_CYCLE,   /* nodes that are needed need each other in a circle */
    DELAY_FAILED,  /* a function returned false */
};

/* Which nodes are to blame. */
struct blame {
    uint32_t *nodes; /* the caller's: room for as many as the sheet has */
    uint32_t count;
};

/*
 * Finds the values of wanted[0 .. n - 1] and stores them in results[].
 *
 * Each function is called at most once in the life of the sheet: what has been
 * computed, is kept, for later calls of delay_compute too.  What is not needed
 * is not computed.  Chains of 100,000 nodes are nothing special.
 *
 * Not DELAY_DONE: no result is stored, and *blame says why: the node that is
 * nothing; or the nodes of one circle, each before the one that needs it, the
 * last before the first; or the node whose function failed.  If nodes are
 * missing or in a circle, that is found before any function is called.  A node
 * that failed has failed for good: its function is not called again, and what
 * needs it cannot be computed.
 */
enum delay_end delay_compute(struct sheet *s, const uint32_t *wanted, size_t n,
                             int64_t *results, struct blame *blame);

#endif
