/*
 * delay.c - a sheet of nodes that are computed when they are asked for.
 *
 * What you see computes a node each time that somebody needs it, by recursion:
 * a node that two others need is computed twice, and the nodes that these need
 * four times; a circle never ends, and a long chain breaks the stack.  delay.h
 * is the contract.
 */
#include <stdlib.h>
#include <string.h>

#include "delay.h"

enum kind { NOTHING, VALUE, CALL };

struct node {
    enum kind kind; /* TODO: what else can a node be, once it was asked for? */
    int64_t value;
    delay_fn *fn;
    void *data;
    uint32_t *args;
    size_t n;
};

struct sheet {
    uint32_t nodes;
    struct node node[];
};

struct sheet *delay_new(uint32_t nodes)
{
    struct sheet *s = calloc(1, sizeof *s + nodes * sizeof s->node[0]);
    if (s != NULL)
        s->nodes = nodes;
    return s;
}

void delay_free(struct sheet *s)
{
    for (uint32_t i = 0; i < s->nodes; i++)
        free(s->node[i].args);
    free(s);
}

void delay_value(struct sheet *s, uint32_t node, int64_t value)
{
    s->node[node] = (struct node){.kind = VALUE, .value = value};
}

void delay_call(struct sheet *s, uint32_t node, delay_fn *fn, void *data,
                const uint32_t *args, size_t n)
{
    struct node *at = &s->node[node];
    *at = (struct node){CALL, 0, fn, data, malloc((n + 1) * sizeof *args), n};
    if (at->args == NULL)
        abort();
    memcpy(at->args, args, n * sizeof *args);
}

/* TODO: look at all that is needed before the first function is called; and
 * without recursion. */
static bool compute(struct sheet *s, uint32_t node, int64_t *result)
{
    struct node *at = &s->node[node];
    *result = at->value;
    if (at->kind != CALL)
        return true;
    int64_t *values = malloc((at->n + 1) * sizeof *values);
    bool ok = values != NULL;
    for (size_t i = 0; ok && i < at->n; i++)
        ok = compute(s, at->args[i], &values[i]);
    ok = ok && at->fn(at->data, values, at->n, result);
    free(values);
    return ok;
}

enum delay_end delay_compute(struct sheet *s, const uint32_t *wanted, size_t n,
                             int64_t *results, struct blame *blame)
{
    for (size_t i = 0; i < n; i++)
        if (!compute(s, wanted[i], &results[i])) {
            blame->nodes[0] = wanted[i]; /* TODO: is it that one? */
            blame->count = 1;
            return DELAY_FAILED;
        }
    return DELAY_DONE;
}
