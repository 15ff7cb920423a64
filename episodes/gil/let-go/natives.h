/*
 * natives.h - the contract: four native functions of an interpreter.
 *
 * They are right as they stand, and each keeps the interpreter's lock while it
 * works.  Bytecode of other threads waits meanwhile, and so do their native
 * functions: four threads are no faster than one.  Give the lock up where that
 * is allowed:
 *
 *     pico_drop(p);    other threads may run bytecode from here
 *     ...              nothing that belongs to the interpreter
 *     pico_take(p);    to here
 *
 * What belongs to the interpreter is every list, with all that is in it.  The
 * arguments and *result are the caller's own: no other thread touches them
 * (but the list that an argument leads to is not).
 *
 * A native function is called with the lock held and returns with it held,
 * whatever it returns; it does return: who left by longjmp would take the lock
 * along, and everybody else would wait for ever.  Other threads see a call of
 * native_mend as one step: nobody else sees or changes its list halfway.
 * lib/pico/pico.h has the rest.
 */
#ifndef NATIVES_H
#define NATIVES_H

#include "pico/pico.h"

/* Sleeps for arguments[0] microseconds. */
const char *native_nap(struct pico *p, const struct pico_value *arguments,
                       struct pico_value *result);

/* *result is arguments[0] after arguments[1] rounds of work_round. */
const char *native_digest(struct pico *p, const struct pico_value *arguments,
                          struct pico_value *result);

/* Sorts arguments[1] numbers that follow from arguments[0] (work_round, again
 * and again); *result is the one in the middle. */
const char *native_median(struct pico *p, const struct pico_value *arguments,
                          struct pico_value *result);

/* Puts each item of the list arguments[0] through arguments[1] rounds. *result
 * is the number of items. */
const char *native_mend(struct pico *p, const struct pico_value *arguments,
                        struct pico_value *result);

#endif
