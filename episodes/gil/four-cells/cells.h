/*
 * cells.h - the contract: nine numbers that you commit before they are known.
 *
 * The same 64 jobs are done by one worker, and then by eight, on a machine with
 * four cores that has nothing else to do.  How many times as fast are the
 * eight?  There are three kinds of jobs,
 *
 *     sleep     bytecode for 1 us, and then a native function sleeps for 99 us
 *     cpu       bytecode, for 100 us
 *     native    bytecode for 40 us, and then a native function computes in C
 *               for 60 us
 *
 * (the times are those of one worker; the native functions give the lock up
 * meanwhile), and three kinds of workers,
 *
 *     threads    of one interpreter: whoever runs bytecode holds its lock
 *     processes  with an interpreter each
 *     natives    threads in C that do what the jobs do, without an interpreter
 *
 * A worker takes every eighth job.
 *
 * Think, write the numbers into cells.c, and then
 *
 *     make commit EPISODE=gil EXERCISE=four-cells
 *     make check EPISODE=gil EXERCISE=four-cells
 *
 * The first adds a line with the number of the commit and a hash; the second
 * runs the jobs on four virtual cores and compares.  To be off by a factor of
 * two is the same mistake in both directions.  You may change the numbers and
 * commit again, and then the line says 2.
 */
#ifndef CELLS_H
#define CELLS_H

/* A line for each number: kind of job, "by", kind of worker, the number. */
extern const char cells_prediction[];

#endif
