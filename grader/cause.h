/*
 * cause.h - why a submission did not pass: the first thing to mend.
 *
 * The order is that of the diagnosis: where a submission shows several, the
 * earlier one is named first, because the later may only follow from it (a
 * racy program gives wrong answers too).
 */
#ifndef PARCOURS_CAUSE_H
#define PARCOURS_CAUSE_H

enum cause {
    CAUSE_NONE,
    CAUSE_MISSING,    /* the file is not there */
    CAUSE_BUILD,      /* does not compile or link */
    CAUSE_REFUSED,    /* switches a detector off */
    CAUSE_FORBIDDEN,  /* a system call that the jail forbids */
    CAUSE_RACE,       /* a data race */
    CAUSE_MPI,        /* a call against MPI's rules */
    CAUSE_ORDER,      /* the order in which messages come decides */
    CAUSE_BARRIER,    /* a barrier that not all threads of a block reach */
    CAUSE_CUDA,       /* a call against CUDA's rules */
    CAUSE_MISUSE,     /* a lock or thread used against its rules */
    CAUSE_CRASH,      /* ended by a signal */
    CAUSE_EXIT,       /* ended without answering */
    CAUSE_HANG,       /* every thread waits */
    CAUSE_LOOP,       /* runs on and on */
    CAUSE_UNSAFE,     /* sends that get on only by luck */
    CAUSE_LOCK_ORDER, /* locks taken in two orders: can deadlock */
    CAUSE_MEMORY,     /* took more memory than there is for it */
    CAUSE_FLOOD,      /* printed without end */
    CAUSE_PROTOCOL,   /* answered in place of the driver */
    CAUSE_OUTSIDE,    /* wrote beside its results */
    CAUSE_UNSET,      /* memory of a device that nobody wrote */
    CAUSE_LEAK,       /* returned before its threads were done */
    CAUSE_WRONG,      /* a wrong answer */
    CAUSE_SERIAL,     /* one thread did nearly all of the work */
    CAUSE_SLOW,       /* not enough faster than the serial code */
    CAUSE_BUSY,       /* uses the core while it has nothing to do */
    CAUSE_COUNT
};

/* One word, as in result files and in the names of specimens. */
const char *cause_word(enum cause cause);

/* The same for people: "data race". */
const char *cause_title(enum cause cause);

/* CAUSE_COUNT if there is no such word. */
enum cause cause_parse(const char *word);

#endif
