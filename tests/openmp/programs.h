/* programs.h - one function for each thing that OpenMP's books must know. */
#ifndef PROGRAMS_H
#define PROGRAMS_H

/* A piece of work, a second by the clock of the test; returns 1. */
unsigned work(void);

/* A program does PIECES of them on so many threads, and returns how many. */
enum { PIECES = 48 };

struct program {
    const char *name;
    unsigned (*run)(unsigned threads);
    unsigned least, most;    /* chunks and tasks that whoever is free gets */
    unsigned acquired;       /* times that a lock is taken */
    double slowest, fastest; /* on four cores; locks are no part of the span */
};

extern const struct program programs[];
extern const unsigned nprograms;

#endif
