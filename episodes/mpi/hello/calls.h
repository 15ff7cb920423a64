/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef HELLO_CALLS_H
#define HELLO_CALLS_H

enum { OP_HELLO };

/* In: the name. Out, on rank 0: the text. */
struct hello_args {
    unsigned ranks;
};

enum { NAME_ROOM = 24, LINE_ROOM = 64 }; /* as in hello.h */

#endif
