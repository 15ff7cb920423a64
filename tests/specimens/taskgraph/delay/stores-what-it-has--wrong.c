/* Stores the results that there are, though another one failed. */
#include <stdlib.h>
#include <string.h>

#include "delay.h"

enum kind { NOTHING, VALUE, CALL, FAILED };
enum mark { NEW, OPEN, LISTED };

struct node {
    enum kind kind;
    enum mark mark;
    int64_t value;
    delay_fn *fn;
    void *data;
    uint32_t *args;
    size_t n, next; /* next: argument that the walk looks at next */
};

struct sheet {
    uint32_t nodes;
    uint32_t *stack, *list; /* of the walk: the path; what is to be called */
    uint32_t depth, listed;
    int64_t *values; /* room for the arguments of any node */
    size_t most;
    struct node node[];
};

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

struct sheet *delay_new(uint32_t nodes)
{
    struct sheet *s = calloc(1, sizeof *s + nodes * sizeof s->node[0]);
    if (s == NULL)
        return NULL;
    s->nodes = nodes;
    s->stack = must(malloc((nodes + 1ul) * sizeof *s->stack));
    s->list = must(malloc((nodes + 1ul) * sizeof *s->list));
    return s;
}

void delay_free(struct sheet *s)
{
    for (uint32_t i = 0; i < s->nodes; i++)
        free(s->node[i].args);
    free(s->stack);
    free(s->list);
    free(s->values);
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
    *at = (struct node){.kind = CALL, .fn = fn, .data = data, .n = n};
    at->args = must(malloc((n + 1) * sizeof *args));
    memcpy(at->args, args, n * sizeof *args);
    if (n >= s->most) {
        s->most = n + 1;
        s->values = must(realloc(s->values, s->most * sizeof *s->values));
    }
}

/* --- the walk --------------------------------------------------------------
 */

static enum delay_end blame_one(struct blame *blame, uint32_t node,
                                enum delay_end why)
{
    blame->nodes[0] = node;
    blame->count = 1;
    return why;
}

/* Each node of the path needs the one above it: the circle is read from the
 * top down to the node that it closes at. */
static enum delay_end blame_circle(struct sheet *s, struct blame *blame,
                                   uint32_t node)
{
    blame->count = 0;
    for (uint32_t i = s->depth; i-- > 0;) {
        blame->nodes[blame->count++] = s->stack[i];
        if (s->stack[i] == node)
            break;
    }
    return DELAY_CYCLE;
}

/* Steps to a node, from the one on top of the stack or from outside. */
static enum delay_end enter(struct sheet *s, uint32_t node, struct blame *blame)
{
    struct node *at = &s->node[node];
    if (at->kind == NOTHING)
        return blame_one(blame, node, DELAY_MISSING);
    if (at->mark == OPEN)
        return blame_circle(s, blame, node);
    if (at->kind == CALL && at->mark == NEW) {
        at->mark = OPEN;
        at->next = 0;
        s->stack[s->depth++] = node;
    }
    return DELAY_DONE;
}

static enum delay_end plan(struct sheet *s, uint32_t wanted,
                           struct blame *blame)
{
    enum delay_end end = enter(s, wanted, blame);
    while (end == DELAY_DONE && s->depth > 0) {
        uint32_t top = s->stack[s->depth - 1];
        struct node *at = &s->node[top];
        if (at->next < at->n) {
            end = enter(s, at->args[at->next++], blame);
            continue;
        }
        at->mark = LISTED;
        s->list[s->listed++] = top;
        s->depth--;
    }
    return end;
}

/* Takes all marks away: the next walk begins anew. */
static void forget(struct sheet *s)
{
    while (s->depth > 0)
        s->node[s->stack[--s->depth]].mark = NEW;
    while (s->listed > 0)
        s->node[s->list[--s->listed]].mark = NEW;
}

/* --- computing -------------------------------------------------------------
 */

static bool evaluate(struct sheet *s, struct node *at)
{
    for (size_t i = 0; i < at->n; i++)
        s->values[i] = s->node[at->args[i]].value;
    bool ok = at->fn(at->data, s->values, at->n, &at->value);
    at->kind = ok ? VALUE : FAILED;
    return ok;
}

/* What needs a failed node is not called. */
static bool spoiled(const struct sheet *s, uint32_t node, uint32_t *by)
{
    const struct node *at = &s->node[node];
    for (size_t i = 0; i < at->n; i++)
        if (s->node[ *by = at->args[i]].kind == FAILED)
            return true;
    *by = node;
    return false;
}

enum delay_end delay_compute(struct sheet *s, const uint32_t *wanted, size_t n,
                             int64_t *results, struct blame *blame)
{
    enum delay_end end = DELAY_DONE;
    uint32_t by;
    for (size_t i = 0; i < n && end == DELAY_DONE; i++)
        end = plan(s, wanted[i], blame);
    for (uint32_t i = 0; i < s->listed && end == DELAY_DONE; i++)
        if (spoiled(s, s->list[i], &by) || !evaluate(s, &s->node[s->list[i]]))
            end = blame_one(blame, by, DELAY_FAILED);
    for (size_t i = 0; i < n; i++)
        if (s->node[wanted[i]].kind == FAILED)
            end = blame_one(blame, wanted[i], DELAY_FAILED);
        else
            results[i] = s->node[wanted[i]].value;
    forget(s);
    return end;
}
