/*
 * The calls that the runtime takes over.
 *
 * names.map renames the call NAME in the explored object to explore_NAME; these
 * functions stand in the files calls_*.c, by subject, and are declared nowhere
 * else, because only renamed objects call them. Each does what the real call
 * does, in the world of logical threads. Outside a run (constructors, the
 * caller of explore_run()) the common ones are the real call.
 */
#pragma once

#include <stdbool.h>

/* State of libc that a run changes; called at the start of a run. */
void calls_random_reset(void);
void calls_static_reset(void);
void calls_process_reset(void);

/* Cores that the program is told of. */
int explore_get_nprocs(void);

/* A call that ends the process without coming to us; called once. */
void calls_watch_exit(void);

/* Ends the run as exit() would: a status other than 0 is a wrong result. */
_Noreturn void explore_exit(int status);
