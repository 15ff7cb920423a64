/*
 * The first values of the program's variables.
 *
 * How it works. One copy of the executable's .data and .bss is made before the
 * first run and written back before each further one; the section of the
 * runtime's own variables is left out (state.h). Two memcpy() of the few
 * hundred bytes that a small program has cost less than 100 ns. The
 * alternatives were measured or thought through: fork() per schedule costs
 * 50 microseconds and more, and page protection to find what was written costs
 * a fault per page and run. A program with a megabyte of variables pays some
 * 40 microseconds per schedule, which is still less than fork().
 */
#pragma once

/* Copies the variables as they are now, in place of an earlier copy. */
void snapshot_take(void);

/* Writes the copy back. */
void snapshot_restore(void);
