/*
 * compare.h - the contract: is B faster than A, slower, or can you not tell?
 *
 * You may run the programs 200 times in all, in any order.  A run is never
 * quicker than its program is, and nearly always a little slower; now and then
 * it takes two or three times as long, because something else had the core. And
 * the machine has moods: for a while everything is slower by a fifth, whatever
 * is run.
 *
 * Wanted:
 *   - programs that are equally fast: FASTER or SLOWER in at most 5 cases
 *     of 100;
 *   - programs that differ by a tenth: the right answer in at least 90 of 100;
 *   - a wrong direction: never more than once in 100.
 */
#ifndef COMPARE_H
#define COMPARE_H

enum program { PROGRAM_A, PROGRAM_B };
enum answer { B_IS_FASTER, B_IS_SLOWER, CANNOT_TELL };
enum { COMPARE_RUNS = 200 };

/* Runs a program once; the time that it took, in seconds. */
typedef double run_once(void *data, enum program program);

/* `data` is for `run`. */
enum answer compare(run_once *run, void *data);

#endif
