/*
 * process.h - run programs, several at a time, and keep what they print.
 *
 * A program gets no standard input, a process group of its own, resource
 * limits, and a deadline; it is killed, with its group, when the grader ends
 * for whatever reason. Ctrl-C ends all of them and then the grader.
 */
#ifndef PARCOURS_PROCESS_H
#define PARCOURS_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

struct sandbox;

struct process {
    /* in */
    char *const *argv;    /* looked for on PATH */
    double deadline;      /* seconds on the clock */
    unsigned long memory; /* bytes of address space; 0: no limit */
    unsigned long file;   /* bytes of a file that it writes; 0: no limit */
    bool records;         /* it writes records to descriptor 3 */
    bool decisive;        /* unless it returns 0 no more are started */
    bool brief;           /* is killed once it has printed a megabyte */
    /* How it is confined, with limits of its own; NULL: not at all. */
    const struct sandbox *sandbox;

    /* out */
    bool started;       /* false: there is no such program, see `failure` */
    int failure;        /* errno; ECANCELED: another one has decided */
    bool late;          /* was killed at its deadline */
    bool flooded;       /* was killed for what it printed */
    int status;         /* as of waitpid; of the namespaces' first process
                           where it has some (sandbox.h) */
    struct text output; /* stdout and stderr, at most 1 MB */
    struct text record; /* what it wrote to descriptor 3, at most 64 MB */
    double seconds, cpu;
};

/* Runs `n` programs, `at_once` at a time, and waits for all of them. */
void process_run(struct process *list, size_t n, unsigned at_once);

/* Frees what the run kept. */
void process_clear(struct process *p);

/* True if it ran and returned 0. */
bool process_good(const struct process *p);

/* Has Ctrl-C and SIGTERM end the grader in good order: programs are killed,
 * `clean_up` is called, and the signal takes its course. */
void process_catch_signals(void (*clean_up)(void));

#endif
