/* calls.h - the calls between judge and worker for this exercise. */
#ifndef PUZZLE_CALLS_H
#define PUZZLE_CALLS_H

#include <stddef.h>

enum { OP_SCHEDULE };

/* What is read of a schedule: more than any that is right needs. */
enum { SCHEDULE_MOST = 1000 };

struct schedule_args {
    char *text;     /* OUT: SCHEDULE_MOST characters, the rest 0 */
    size_t *length; /* OUT: at most SCHEDULE_MOST */
};

#endif
