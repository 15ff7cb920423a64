/* calls.h - the calls between judge and worker for this exercise. */
#ifndef DELAY_CALLS_H
#define DELAY_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OP_WHOLE };

/* What results are before each ask. */
#define NOT_STORED INT64_C(-0x5eed5eed5eed5eed)

/* What a node is: nothing, a value, or a call. */
enum { IS_NOTHING, IS_VALUE, IS_SUM, IS_FAILURE };

/*
 * A sheet from beginning to end.  Nodes are defined in the order of order[];
 * node t is kind[t], its number is number[t], and its arguments are
 * args[first[t]] .. args[first[t + 1] - 1].  A call of kind IS_SUM gives the
 * sum of i + 1 times its i-th argument, and its own number.
 *
 * Then delay_compute is called for each of `asks` lists, one after the other:
 * wanted[ask[i]] .. wanted[ask[i + 1] - 1].
 */
struct whole_args {
    uint32_t nodes;
    const uint8_t *kind; /* IN, all that are const */
    const int64_t *number;
    const uint32_t *order, *first, *args;
    size_t asks;
    const uint32_t *ask, *wanted;
    uint32_t *end;    /* OUT, of each ask: enum delay_end */
    int64_t *results; /* OUT, beside `wanted` */
    uint32_t *blamed; /* OUT, of each ask: how many nodes are blamed */
    uint32_t *blame;  /* OUT, of each ask: room for `nodes` */
    uint32_t *calls;  /* OUT: asks x nodes: calls of t until then */
};

#endif
