/* pico.c - see pico.h */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

struct pico_list {
    struct pico_list *next; /* in the book of all lists */
    struct pico_value *items;
    size_t length, room;
};

/* A thread that runs functions of the interpreter. */
struct visit {
    struct visit *next;
    pthread_t thread;
    const struct pico_function *f; /* in which `native` was called */
    size_t position;
    const char *native; /* that it is in; NULL: none */
};

struct pico {
    const struct pico_program *program;
    const struct pico_lock *lock;
    struct pico_list *lists; /* guarded by the lock */
    pthread_mutex_t guard;   /* of visits */
    struct visit *visits;
};

/* --- lists ----------------------------------------------------------------
 */

struct pico_list *pico_list_new(struct pico *p)
{
    struct pico_list *list = calloc(1, sizeof *list);
    if (list == NULL)
        abort();
    list->next = p->lists;
    p->lists = list;
    return list;
}

void pico_append(struct pico_list *list, struct pico_value value)
{
    if (list->length == list->room) {
        list->room = list->room == 0 ? 8 : 2 * list->room;
        list->items = realloc(list->items, list->room * sizeof *list->items);
        if (list->items == NULL)
            abort();
    }
    list->items[list->length++] = value;
}

size_t pico_length(const struct pico_list *list)
{
    return list->length;
}

struct pico_value *pico_item(struct pico_list *list, size_t index)
{
    return index < list->length ? &list->items[index] : NULL;
}

/* --- who is in it ----------------------------------------------------------
 *
 * A native function that leaves by longjmp never comes back to pico_run: its
 * thread keeps its visit, and the lock with it. That is found when the thread
 * comes again.
 */

static void enter(struct pico *p, struct visit *visit)
{
    visit->thread = pthread_self();
    pthread_mutex_lock(&p->guard);
    visit->next = p->visits;
    p->visits = visit;
    pthread_mutex_unlock(&p->guard);
}

static struct visit *find_visit(struct pico *p)
{
    pthread_mutex_lock(&p->guard);
    struct visit *v = p->visits;
    while (v != NULL && !pthread_equal(v->thread, pthread_self()))
        v = v->next;
    pthread_mutex_unlock(&p->guard);
    return v;
}

static void leave(struct pico *p, struct visit *visit)
{
    pthread_mutex_lock(&p->guard);
    struct visit **at = &p->visits;
    while (*at != visit)
        at = &(*at)->next;
    *at = visit->next;
    pthread_mutex_unlock(&p->guard);
    free(visit);
}

static bool tell_left(const struct visit *v, struct pico_error *error)
{
    return pico_fail(error, v->f, v->position,
                     "native %.30s did not return: it left by longjmp, or "
                     "called pico_run",
                     v->native);
}

/* --- making and freeing ----------------------------------------------------
 */

struct pico *pico_new(const struct pico_program *program,
                      const struct pico_lock *lock, struct pico_error *error)
{
    for (size_t i = 0; i < program->nfunctions; i++)
        if (!pico_verify(program, i, error))
            return NULL;
    struct pico *p = calloc(1, sizeof *p);
    if (p == NULL)
        abort();
    p->program = program;
    p->lock = lock;
    pthread_mutex_init(&p->guard, NULL);
    return p;
}

bool pico_free(struct pico *p, struct pico_error *error)
{
    bool good = p->visits == NULL || tell_left(p->visits, error);
    while (p->visits != NULL)
        leave(p, p->visits);
    while (p->lists != NULL) {
        struct pico_list *list = p->lists;
        p->lists = list->next;
        free(list->items);
        free(list);
    }
    pthread_mutex_destroy(&p->guard);
    free(p);
    return good;
}

void pico_drop(struct pico *p)
{
    p->lock->drop(p->lock->state);
}

void pico_take(struct pico *p)
{
    p->lock->take(p->lock->state);
}

/* --- running ----------------------------------------------------------------
 */

static void let_others(const struct pico_lock *lock)
{
    if (lock->wanted(lock->state))
        lock->yield(lock->state);
}

static struct pico_value integer(int64_t value)
{
    return (struct pico_value){.integer = value};
}

/* Unsigned, because there a result that has no room wraps round. */
static int64_t compute(unsigned op, uint64_t a, uint64_t b)
{
    switch (op) {
    case PICO_ADD:
        return (int64_t)(a + b);
    case PICO_SUB:
        return (int64_t)(a - b);
    case PICO_MUL:
        return (int64_t)(a * b);
    default:
        return (int64_t)a < (int64_t)b;
    }
}

/* The run of one function; calls are calls of C. */
struct frame {
    struct pico *p;
    struct visit *visit;
    const struct pico_function *f;
    struct pico_error *error;
    unsigned depth;
    struct pico_value local[PICO_LOCALS], stack[PICO_STACK];
    struct pico_value *top; /* the first that is free */
};

static bool run(struct frame *caller, const struct pico_function *f,
                const struct pico_value *arguments, struct pico_value *result);

static bool call_native(struct frame *r, size_t at, unsigned number)
{
    const struct pico_native_entry *n = &r->p->program->natives[number];
    struct pico_value result = integer(0);
    r->top -= n->arguments;
    r->visit->f = r->f;
    r->visit->position = at;
    r->visit->native = n->name;
    const char *wrong = n->run(r->p, r->top, &result);
    r->visit->native = NULL;
    if (wrong != NULL)
        return pico_fail(r->error, r->f, at, "native %.30s: %.80s", n->name,
                         wrong);
    *r->top++ = result;
    return true;
}

static bool call(struct frame *r, size_t at, unsigned number)
{
    const struct pico_function *f = &r->p->program->functions[number];
    struct pico_value result;
    if (r->depth == PICO_DEPTH)
        return pico_fail(r->error, r->f, at, "more than %d calls deep",
                         PICO_DEPTH);
    let_others(r->p->lock);
    r->top -= f->arguments;
    if (!run(r, f, r->top, &result))
        return false;
    *r->top++ = result;
    return true;
}

/* Instructions on lists. */
static bool list_step(struct frame *r, size_t at, unsigned op)
{
    struct pico_value *base = r->top -= pico_op_facts[op].takes;
    struct pico_list *list = base->list;
    if (list == NULL)
        return pico_fail(r->error, r->f, at,
                         "%s of an integer; it needs a list",
                         pico_op_facts[op].name);
    if (op == PICO_APPEND) {
        pico_append(list, base[1]);
    } else if (op == PICO_LENGTH) {
        *r->top++ = integer((int64_t)list->length);
    } else {
        struct pico_value *item = pico_item(list, (size_t)base[1].integer);
        if (base[1].list != NULL || item == NULL)
            return pico_fail(r->error, r->f, at,
                             "%s at %lld of a list of %zu values",
                             pico_op_facts[op].name, (long long)base[1].integer,
                             list->length);
        if (op == PICO_SET)
            *item = base[2];
        else
            *r->top++ = *item;
    }
    return true;
}

/* Instructions on integers, and on nothing but the stack. */
static bool plain_step(struct frame *r, size_t at, unsigned op, int32_t operand)
{
    switch (op) {
    case PICO_PUSH:
        *r->top++ = integer(operand);
        return true;
    case PICO_LOAD:
        *r->top++ = r->local[operand];
        return true;
    case PICO_STORE:
        r->local[operand] = *--r->top;
        return true;
    case PICO_POP:
        r->top--;
        return true;
    case PICO_LIST:
        *r->top++ = (struct pico_value){.list = pico_list_new(r->p)};
        return true;
    case PICO_CALL:
        return call(r, at, (unsigned)operand);
    case PICO_NATIVE:
        return call_native(r, at, (unsigned)operand);
    case PICO_ADD:
    case PICO_SUB:
    case PICO_MUL:
    case PICO_LESS:
        r->top -= 2;
        if (r->top[0].list != NULL || r->top[1].list != NULL)
            return pico_fail(r->error, r->f, at,
                             "%s of a list; it needs integers",
                             pico_op_facts[op].name);
        *r->top = integer(compute(op, (uint64_t)r->top[0].integer,
                                  (uint64_t)r->top[1].integer));
        r->top++;
        return true;
    default:
        return list_step(r, at, op);
    }
}

static bool run_code(struct frame *r, struct pico_value *result)
{
    const uint8_t *code = r->f->code;
    for (size_t at = 0;;) {
        unsigned op = code[at];
        bool has_operand = pico_op_facts[op].operand;
        int32_t operand = has_operand ? pico_operand(code + at) : 0;
        size_t next = at + (has_operand ? PICO_UNIT : 1);
        if (op == PICO_RETURN) {
            *result = *--r->top;
            return true;
        }
        if (op == PICO_JUMP || op == PICO_UNLESS) {
            bool jumps = op == PICO_JUMP ||
                         ((--r->top)->list == NULL && r->top->integer == 0);
            if (jumps && (size_t)operand <= at)
                let_others(r->p->lock);
            at = jumps ? (size_t)operand : next;
            continue;
        }
        if (!plain_step(r, at, op, operand))
            return false;
        at = next;
    }
}

static bool run(struct frame *caller, const struct pico_function *f,
                const struct pico_value *arguments, struct pico_value *result)
{
    struct frame r;
    r.p = caller->p;
    r.visit = caller->visit;
    r.f = f;
    r.error = caller->error;
    r.depth = caller->depth + 1;
    r.top = r.stack;
    for (unsigned i = 0; i < f->locals; i++)
        r.local[i] = i < f->arguments ? arguments[i] : integer(0);
    return run_code(&r, result);
}

bool pico_run(struct pico *p, unsigned function,
              const struct pico_value *arguments, struct pico_value *result,
              struct pico_error *error)
{
    struct visit *visit = find_visit(p);
    if (visit != NULL) {
        bool good = tell_left(visit, error);
        pico_drop(p);
        leave(p, visit);
        return good;
    }
    visit = calloc(1, sizeof *visit);
    if (visit == NULL)
        abort();
    enter(p, visit);
    pico_take(p);
    struct frame outside = {.p = p, .visit = visit, .error = error};
    bool good =
        run(&outside, &p->program->functions[function], arguments, result);
    pico_drop(p);
    leave(p, visit);
    return good;
}
