/* names.h - of the seven programs, and of what can be wrong with one. */
#ifndef SICK_NAMES_H
#define SICK_NAMES_H

enum sickness {
    NOT_KNOWN,
    UNSAFE_SEND,        /* gets on only while MPI has room for messages */
    DEADLOCK,           /* messages wait for each other in a circle */
    TRUNCATION,         /* a message is longer than the room for it */
    TYPE_MISMATCH,      /* sent as one type, received as another */
    UNREAD_MESSAGE,     /* sent, and never received */
    BUFFER_RACE,        /* a buffer is used while a call works on it */
    MISSING_WAIT,       /* a request that nobody completes */
    MISSING_COLLECTIVE, /* one that not all ranks come to */
    ROOT_MISMATCH,      /* the ranks name different roots */
    OPERATOR_MISMATCH,  /* the ranks name different operators */
    LEAK                /* something is made and not freed */
};

enum program {
    SHIFT,
    RELAY,
    LARGEST,
    SQUARES,
    NEIGHBOURS,
    HALVES,
    CHAMPION,
    PROGRAMS
};

#endif
