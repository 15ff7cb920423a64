/* code.c - bytecode as a text, and whether it may be run. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

#define FACTS(name, operand, takes, leaves) {#name, operand, takes, leaves},
const struct pico_op_facts pico_op_facts[PICO_OP_COUNT] = {PICO_OPS(FACTS)};
#undef FACTS

int32_t pico_operand(const uint8_t *at)
{
    return (int32_t)((uint32_t)at[1] | (uint32_t)at[2] << 8 |
                     (uint32_t)at[3] << 16 | (uint32_t)at[4] << 24);
}

bool pico_fail(struct pico_error *error, const struct pico_function *f,
               size_t position, const char *format, ...)
{
    va_list args;
    int used = snprintf(error->text, sizeof error->text,
                        "%.40s, position %zu: ", f->name, position);
    va_start(args, format);
    vsnprintf(error->text + used, sizeof error->text - (size_t)used, format,
              args);
    va_end(args);
    return false;
}

size_t pico_disassemble(const struct pico_function *f, size_t position,
                        char *text, size_t size)
{
    size_t left = f->length - position;
    unsigned op = f->code[position];
    if (op >= PICO_OP_COUNT) {
        snprintf(text, size, "%4zu  ? %u", position, op);
        return position + 1;
    }
    const struct pico_op_facts *facts = &pico_op_facts[op];
    if (!facts->operand) {
        snprintf(text, size, "%4zu  %s", position, facts->name);
        return position + 1;
    }
    if (left < PICO_UNIT) {
        snprintf(text, size, "%4zu  %s ?", position, facts->name);
        return f->length;
    }
    snprintf(text, size, "%4zu  %s %d", position, facts->name,
             (int)pico_operand(f->code + position));
    return position + PICO_UNIT;
}

/* --- may it be run? --------------------------------------------------------
 *
 * Every path through the function is followed, once for each position: the
 * stack is as deep there whichever way one comes.
 */

enum { UNSEEN = -1 };

struct check {
    const struct pico_program *program;
    const struct pico_function *f;
    struct pico_error *error;
    int *depth;      /* of the stack before the instruction at a position */
    size_t *pending; /* positions that are to be followed */
    size_t count;
};

/* What an instruction takes, when that depends on its operand. */
static bool find_takes(struct check *c, size_t at, int32_t operand, int *takes)
{
    const struct pico_program *p = c->program;
    switch (c->f->code[at]) {
    case PICO_CALL:
        if (operand < 0 || (size_t)operand >= p->nfunctions)
            return pico_fail(c->error, c->f, at, "there is no function %d",
                             (int)operand);
        *takes = (int)p->functions[operand].arguments;
        return true;
    case PICO_NATIVE:
        if (operand < 0 || (size_t)operand >= p->nnatives)
            return pico_fail(c->error, c->f, at,
                             "there is no native function %d", (int)operand);
        *takes = (int)p->natives[operand].arguments;
        return true;
    case PICO_LOAD:
    case PICO_STORE:
        if (operand < 0 || (unsigned)operand >= c->f->locals)
            return pico_fail(c->error, c->f, at,
                             "there is no local variable %d; it has %u",
                             (int)operand, c->f->locals);
        return true;
    default:
        return true;
    }
}

static bool come_to(struct check *c, size_t from, int64_t position, int depth)
{
    if (position < 0 || (size_t)position >= c->f->length)
        return pico_fail(c->error, c->f, from,
                         "goes on at %lld; the code has positions 0 to %zu",
                         (long long)position, c->f->length - 1);
    if (c->depth[position] == UNSEEN) {
        c->depth[position] = depth;
        c->pending[c->count++] = (size_t)position;
    } else if (c->depth[position] != depth) {
        return pico_fail(c->error, c->f, (size_t)position,
                         "has %d values on the stack or %d, by the way one "
                         "came",
                         c->depth[position], depth);
    }
    return true;
}

static bool follow(struct check *c, size_t at)
{
    const uint8_t *code = c->f->code;
    unsigned op = code[at];
    if (op >= PICO_OP_COUNT)
        return pico_fail(c->error, c->f, at, "there is no instruction %u", op);
    const struct pico_op_facts *facts = &pico_op_facts[op];
    if (facts->operand && c->f->length - at < PICO_UNIT)
        return pico_fail(c->error, c->f, at, "%s ends before its operand does",
                         facts->name);
    int32_t operand = facts->operand ? pico_operand(code + at) : 0;
    int takes = facts->takes, depth = c->depth[at];
    if (!find_takes(c, at, operand, &takes))
        return false;
    if (depth < takes)
        return pico_fail(c->error, c->f, at, "%s takes %d values; there are %d",
                         facts->name, takes, depth);
    depth += facts->leaves - takes;
    if (depth > PICO_STACK)
        return pico_fail(c->error, c->f, at, "more than %d values on the stack",
                         PICO_STACK);
    if (op == PICO_RETURN)
        return true;
    if ((op == PICO_JUMP || op == PICO_UNLESS) &&
        !come_to(c, at, operand, depth))
        return false;
    return op == PICO_JUMP ||
           come_to(c, at, (int64_t)at + (facts->operand ? PICO_UNIT : 1),
                   depth);
}

/* A jump into the middle of an instruction would run its operand. */
static bool check_starts(struct check *c)
{
    size_t next = 0;
    char text[64];
    for (size_t at = 0; at < c->f->length; at++) {
        bool start = at == next;
        if (start)
            next = pico_disassemble(c->f, at, text, sizeof text);
        else if (c->depth[at] != UNSEEN)
            return pico_fail(c->error, c->f, at,
                             "a jump comes to the middle of an instruction");
    }
    return true;
}

bool pico_verify(const struct pico_program *program, size_t function,
                 struct pico_error *error)
{
    const struct pico_function *f = &program->functions[function];
    if (f->length == 0)
        return pico_fail(error, f, 0, "there is no code");
    if (f->locals > PICO_LOCALS || f->arguments > f->locals)
        return pico_fail(error, f, 0,
                         "%u arguments and %u local variables, of at most %d",
                         f->arguments, f->locals, PICO_LOCALS);
    struct check c = {.program = program, .f = f, .error = error};
    c.depth = malloc(f->length * sizeof *c.depth);
    c.pending = malloc(f->length * sizeof *c.pending);
    if (c.depth == NULL || c.pending == NULL)
        abort();
    for (size_t i = 0; i < f->length; i++)
        c.depth[i] = UNSEEN;
    bool good = come_to(&c, 0, 0, 0);
    while (good && c.count > 0)
        good = follow(&c, c.pending[--c.count]);
    good = good && check_starts(&c);
    free(c.depth);
    free(c.pending);
    return good;
}
