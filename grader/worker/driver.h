/*
 * driver.h - what an exercise's driver.c is written with.
 *
 * The driver is the worker's side of an exercise: it unpacks the arguments
 * of a call and calls the learner's function.  It knows no expected value
 * and decides nothing.
 */
#ifndef PARCOURS_DRIVER_H
#define PARCOURS_DRIVER_H

#include <string.h>

#include "wire_text.h"

/*
 * The operations of this exercise, indexed by the numbers that the suite
 * uses (an enum in the exercise's calls.h).  `args` points to the argument
 * struct of the call, in memory that the worker can only read; results go
 * to the OUT pointers inside it.  Runs on the thread that got the command:
 * the main thread, or a puppet.
 */
typedef void driver_op(const void *args);

extern driver_op *const driver_ops[];
extern const unsigned driver_nops;

/* "run_push, run_pop": what the functions are called in driver.c. */
extern const char driver_names[];

#define DRIVER_OPS(...)                                                  \
    driver_op *const driver_ops[] = {__VA_ARGS__};                       \
    const unsigned driver_nops = sizeof driver_ops / sizeof *driver_ops; \
    const char driver_names[] = #__VA_ARGS__

/* Defines an operation that hands a text of the learner's to the judge. */
#define DRIVER_TEXT(function, string)                                \
    static void function(const void *args)                           \
    {                                                                \
        const struct wire_text *to = (const struct wire_text *)args; \
        memset(to->text, 0, WIRE_TEXT);                              \
        memcpy(to->text, (string), strnlen((string), WIRE_TEXT));    \
    }                                                                \
    static driver_op function

#endif
