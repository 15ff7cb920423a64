/*
 * die.h - the voice of the grader itself.
 *
 * Two voices are never mixed: what is wrong with the learner's program is
 * data and ends up in the verdict; what is wrong with the grader or its
 * machine ends the grader here, with one line that says what to do next.
 */
#ifndef PARCOURS_DIE_H
#define PARCOURS_DIE_H

/* Exit statuses of the grader. */
enum status {
    STATUS_PASSED = 0,
    STATUS_NOT_PASSED = 1,
    STATUS_USAGE = 2,
    STATUS_NOT_JUDGED = 3, /* a tool, core or GPU is missing, too much noise */
    STATUS_GRADER = 4,     /* the grader itself failed */
};

/* Prints "parcours: ..." and ends with STATUS_GRADER. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The same with the system's words for errno. */
_Noreturn void die_errno(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The same with another status: for a mistake in what was asked. */
_Noreturn void die_status(enum status status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
