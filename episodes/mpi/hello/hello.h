/*
 * hello.h - the contract: who is there, said once and in order.
 *
 * All ranks of `comm` call hello, each with a name of its own.  Afterwards
 * rank 0 has in `text` one line for each rank, in the order of the ranks,
 * with a zero byte at the end:
 *
 *     rank 0 of 3: ada
 *     rank 1 of 3: grace
 *     rank 2 of 3: barbara
 *
 * Nobody prints: which rank's output comes first on a terminal is chance, and
 * remains chance with any amount of sleeping.
 */
#ifndef HELLO_H
#define HELLO_H

#include <mpi.h>

enum {
    HELLO_NAME = 24, /* bytes of a name at most, with its zero byte */
    HELLO_LINE = 64  /* bytes of a line at most */
};

/* `text` has room for HELLO_LINE bytes for each rank and one more; on other
 * ranks than 0 it is not to be touched. Every rank that there is calls, and
 * all messages belong to `comm`. */
void hello(MPI_Comm comm, const char *name, char *text);

#endif
