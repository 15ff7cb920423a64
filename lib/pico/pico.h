/*
 * pico.h - a small interpreter of bytecode with one lock.
 *
 * Integers, lists, calls and native functions: enough to see what an
 * interpreter like CPython has a lock for.  Several threads may run functions
 * of one interpreter at the same time; each holds the interpreter's lock while
 * it runs bytecode, and only then.  The lock protects everything that
 * programs share: lists, and the book of all lists.
 *
 *     struct pico *p = pico_new(&program, lock, &error);
 *     pico_run(p, function, arguments, &result, &error);    any thread
 *     pico_free(p, &error);
 *
 * Bytecode is a string of instructions: a byte that says what to do, and for
 * some of them four more with an operand (an integer, the lowest byte first).
 * It works on a stack.  Before a program runs, all of its functions are
 * checked once, so that the loop that runs them need not be careful.
 */
#ifndef PICO_H
#define PICO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, has an operand, takes from the stack, leaves on it); -1: depends */
#define PICO_OPS(X)                                                     \
    X(PUSH, 1, 0, 1)  /* the operand */                                 \
    X(LOAD, 1, 0, 1)  /* local variable; the first are the arguments */ \
    X(STORE, 1, 1, 0) /* into a local variable */                       \
    X(POP, 0, 1, 0)                                                     \
    X(ADD, 0, 2, 1) /* integers wrap round */                           \
    X(SUB, 0, 2, 1)                                                     \
    X(MUL, 0, 2, 1)                                                     \
    X(LESS, 0, 2, 1)    /* 1 or 0 */                                    \
    X(JUMP, 1, 0, 0)    /* to a position in the same function */        \
    X(UNLESS, 1, 1, 0)  /* jumps if what it takes is 0 */               \
    X(LIST, 0, 0, 1)    /* a new list, empty */                         \
    X(APPEND, 0, 2, 0)  /* list, value */                               \
    X(GET, 0, 2, 1)     /* list, index */                               \
    X(SET, 0, 3, 0)     /* list, index, value */                        \
    X(LENGTH, 0, 1, 1)  /* of a list */                                 \
    X(CALL, 1, -1, 1)   /* function with that number */                 \
    X(NATIVE, 1, -1, 1) /* native function with that number */          \
    X(RETURN, 0, 1, 0)

#define PICO_NAME(name, operand, takes, leaves) PICO_##name,
enum pico_op { PICO_OPS(PICO_NAME) PICO_OP_COUNT };
#undef PICO_NAME

/* An instruction with its operand, as bytes of code. */
#define PICO_WITH(op, operand)                                            \
    (op), (operand)&255, ((operand) >> 8) & 255, ((operand) >> 16) & 255, \
        ((operand) >> 24) & 255

enum { PICO_LOCALS = 64, PICO_STACK = 64, PICO_DEPTH = 200 };

struct pico;
struct pico_list;

struct pico_value {
    struct pico_list *list; /* NULL: an integer */
    int64_t integer;
};

struct pico_function {
    const char *name;
    const uint8_t *code;
    size_t length;
    unsigned arguments;
    unsigned locals; /* the arguments among them */
};

/*
 * A function in C that bytecode can call.  It is called with the lock held,
 * and returns with it held; in between it may drop it (pico_drop, pico_take)
 * around work that touches nothing of the interpreter.  Returns NULL, or what
 * went wrong.  It does not call pico_run, and it does not leave by longjmp: the
 * lock would stay held, and nobody can tell until the same thread comes again
 * (pico_run says so then, and pico_free at the end).
 */
typedef const char *pico_native(struct pico *p,
                                const struct pico_value *arguments,
                                struct pico_value *result);

struct pico_program {
    const struct pico_function *functions;
    size_t nfunctions;
    const struct pico_native_entry {
        const char *name;
        pico_native *run;
        unsigned arguments;
    } * natives;
    size_t nnatives;
};

/*
 * The lock, whoever made it.  `wanted` is asked by the thread that holds it,
 * at every call and every jump backwards; if somebody wants it, `yield` lets
 * others have it and comes back with it.
 */
struct pico_lock {
    void (*take)(void *state);
    void (*drop)(void *state);
    bool (*wanted)(void *state);
    void (*yield)(void *state);
    void *state;
};

struct pico_error {
    char text[160]; /* "sum, position 12: there is no local variable 7" */
};

/* An interpreter for a program, both of which the caller keeps. NULL, and what
 * is wrong at which position, if the program is malformed. */
struct pico *pico_new(const struct pico_program *program,
                      const struct pico_lock *lock, struct pico_error *error);

/* Frees it with all lists. False if a thread left it by longjmp and never came
 * back. No thread uses it any more. */
bool pico_free(struct pico *p, struct pico_error *error);

/* Runs a function. Called by any thread, at any time; takes the lock and gives
 * it back. False if it came to no result: then `error` says where and why. */
bool pico_run(struct pico *p, unsigned function,
              const struct pico_value *arguments, struct pico_value *result,
              struct pico_error *error);

/* For a native function, around what needs no lock; in pairs. */
void pico_drop(struct pico *p);
void pico_take(struct pico *p);

/* Lists: called with the lock held. They live as long as the interpreter. */
struct pico_list *pico_list_new(struct pico *p);
void pico_append(struct pico_list *list, struct pico_value value);
size_t pico_length(const struct pico_list *list);
struct pico_value *pico_item(struct pico_list *list, size_t index);

/* True if the function may be run; else `error` says where it may not. */
bool pico_verify(const struct pico_program *program, size_t function,
                 struct pico_error *error);

/* The instruction at a position as text ("12  LOAD 7"); returns the position of
 * the next one, or the length of the code if there is none. */
size_t pico_disassemble(const struct pico_function *function, size_t position,
                        char *text, size_t size);

/* The lock that CPython has: who waits for `interval` microseconds wants it,
 * and who yields does not come back before another thread has had it. */
struct pico_lock *pico_lock_new(unsigned interval);
void pico_lock_free(struct pico_lock *lock);

#endif
