/*
 * sick.h - the contract: seven sick programs, to be diagnosed and mended.
 *
 * The functions in sick.c compile, and some of them even work now and then.
 * Each has one mistake.  Name it in the table at the end of the file, and mend
 * it with at most three changed lines: a line that is new, gone or different
 * counts as one, white space and lines that are only a comment do not.  Nothing
 * else in the file may change.
 *
 * All ranks of `comm` call a function, two ranks or more.  A mended function
 * is right for any number of ranks and any input that its comment allows; as
 * usual, a send may wait for its receiver.
 */
#ifndef SICK_H
#define SICK_H

#include <mpi.h>

#include "names.h"

enum { MOST_ITEMS = 16 };

/* --- the seven, and what they are meant to do ----------------------------- */

/* Returns the number of the left neighbour in the ring: rank 0's is that of
 * the last rank. */
int shift(MPI_Comm comm, int mine);

/* A sum goes round: rank r returns mine of ranks 0 to r, added up; but rank 0
 * that of all ranks. */
int relay(MPI_Comm comm, int mine);

/* Returns the largest number of all ranks, on every rank; INT_MIN if there are
 * none.  A rank may have no numbers. */
int largest(MPI_Comm comm, const int *number, int count);

/* Rank 0 has a number for each rank, and gives each the square of it, which it
 * returns.  On the others `number` is NULL. */
int squares(MPI_Comm comm, const int *number);

/* Every rank gets the items of its left neighbour, at most MOST_ITEMS as there
 * is room for in `theirs`, and returns how many. */
int neighbours(MPI_Comm comm, const int *mine, int count, int *theirs);

/* The sum of the numbers of all even ranks for an even rank, and of all odd
 * ones for an odd one. */
int halves(MPI_Comm comm, int mine);

/* The rank with the highest score (the lower of two) tells all others its
 * word, which all return. */
int champion(MPI_Comm comm, double score, int word);

/* --- the diagnoses -------------------------------------------------------- */

/*
 * What you found.  `rank` is one that makes the mistake, or waits in vain, when
 * three ranks run the sick function with these inputs:
 *
 *                rank 0      rank 1      rank 2
 *     largest    4 1         7           none
 *     neighbours 1 2 3       4           5 6
 *     champion   score 1     score 9     score 4
 *
 * (all others: any).  `line` is the line of the sick function, as you got it,
 * where this rank does so: copy it, white space does not matter.  Of a
 * statement that goes over several lines, any.
 */
struct diagnosis {
    enum sickness sickness;
    int rank;
    const char *line;
};

extern const struct diagnosis diagnoses[PROGRAMS];

#endif
