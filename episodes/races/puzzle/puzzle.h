/*
 * puzzle.h - the contract: a schedule for four threads.
 *
 * Threads A, B, C and D share one total, which is 0 at first.  Each runs
 *
 *     for (int i = 0; i < 5; i++)
 *         total++;
 *
 * without any lock, and each total++ takes two steps:
 *
 *     1.  read the total into a register of one's own
 *     2.  write that value plus one back
 *
 * So each thread takes ten steps: read, write, read, write ...  What you write
 * is the order in which they take them.
 */
#ifndef PUZZLE_H
#define PUZZLE_H

/*
 * One letter for each step: the thread whose turn it is, A, B, C or D.  Forty
 * letters, ten of each; blanks and new lines do not count.  When all steps
 * have been taken, the total is to be 2.  No order makes it less.
 */
extern const char puzzle_schedule[];

#endif
