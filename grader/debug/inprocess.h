/*
 * inprocess.h - what judge.h for a debugger shares among its files.
 */
#ifndef PARCOURS_INPROCESS_H
#define PARCOURS_INPROCESS_H

#include <setjmp.h>
#include <stdint.h>

/* As given on the command line:  PROGRAM [TAG [SCHEDULE SEED [SCENARIO]]] */
struct inprocess {
    const char *tag;      /* of the tests to run; NULL: all but speed */
    const char *schedule; /* that failed */
    uint64_t seed;        /* of the inputs at that time */
    const char *scenario; /* in which, "2.1"; NULL: wherever it fits */
    unsigned test;        /* number of the test that runs, from 1 */
};

extern struct inprocess inprocess;

/* Where to go on after a failed expectation; NULL: the test ends. */
extern jmp_buf *inprocess_failed;

#endif
