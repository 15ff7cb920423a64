/*
 * finding.h - what can be wrong with an MPI program, and one such thing found.
 *
 * A finding is data, made by a rank and printed by the command: a kind, and
 * lines of text that each belong to a rank and a place in its code.
 */
#ifndef PARCOURS_MPI_FINDING_H
#define PARCOURS_MPI_FINDING_H

#include <stdbool.h>
#include <stdint.h>

enum { FINDINGS = 48, FINDING_LINES = 64, FINDING_TEXT = 176 };

enum finding_kind {
    FINDING_DEADLOCK,
    FINDING_UNSAFE_SEND,
    FINDING_TYPE_MISMATCH,
    FINDING_TRUNCATION,
    FINDING_COUNT_MISMATCH,
    FINDING_ORDER_MISMATCH,
    FINDING_ROOT_MISMATCH,
    FINDING_OPERATOR_MISMATCH,
    FINDING_UNREAD_MESSAGE,
    FINDING_MISSING_WAIT,
    FINDING_MISSING_START,
    FINDING_REQUEST,
    FINDING_REQUEST_LEAK,
    FINDING_COMM_LEAK,
    FINDING_TYPE_LEAK,
    FINDING_GROUP_LEAK,
    FINDING_OPERATOR_LEAK,
    FINDING_WINDOW_LEAK,
    FINDING_FILE_LEAK,
    FINDING_BUFFER_RACE,
    FINDING_WINDOW_RACE,
    FINDING_EPOCH,
    FINDING_THREAD_RACE,
    FINDING_ARGUMENT,
    FINDING_READY_SEND,
    FINDING_MESSAGE_RACE,
    FINDING_NOT_INITIALISED,
    FINDING_AFTER_FINALIZE,
    FINDING_MISSING_FINALIZE,
    FINDING_THREAD_LEVEL,
    FINDING_CRASH,
    FINDING_EXIT,
    FINDING_HANG,
    FINDING_WRONG,    /* the judge's: a result is not right */
    FINDING_FLOOD,    /* the judge's: too much was printed */
    FINDING_MEMORY,   /* the judge's: too much memory was taken */
    FINDING_OWN_COPY, /* data that are MPI's to move (hands.h) */
    FINDING_KINDS
};

struct finding {
    enum finding_kind kind;
    int lines;
    struct {
        int rank;
        uint64_t place;  /* address in the program's file, 0: none */
        uint64_t caller; /* ... of the call of the function that is in, 0 */
        char text[FINDING_TEXT];
    } line[FINDING_LINES];
};

/* The one word of the kind, as verdicts and file names use it. */
const char *finding_word(enum finding_kind kind);
/* What is wrong, in one sentence, and what to do about it. */
const char *finding_meaning(enum finding_kind kind);
const char *finding_advice(enum finding_kind kind);

/* Takes a free finding of the board, or NULL when there are enough already or
 * the same kind was found at the same place. Board locked. */
struct finding *finding_open(enum finding_kind kind, uint64_t place);
void finding_line(struct finding *finding, int rank, uint64_t place,
                  const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Of the latest line: if its place is not in a learner's file, the call may be.
 */
void finding_called(struct finding *finding, uint64_t caller);
/* The command's side: keeps what was found, and puts it back on the board when
 * the run is over. The ranks can write there, and so could take away what was
 * found of them. */
void findings_save(void);
void findings_restore(void);

/* The run ends with this: tells the command and does not return. Called with
 * the board locked. */
_Noreturn void finding_end_run(void);

#endif
