/* calls.h - the calls between judge and worker for this exercise. */
#ifndef CANT_TELL_CALLS_H
#define CANT_TELL_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_COMPARE };

/* What the runs of two programs would take, each at each moment. */
struct trial {
    double time[200][2];
};

struct compare_args {
    const struct trial *trials; /* IN */
    size_t n;
    uint32_t *answers; /* OUT: n */
    uint32_t *runs;    /* OUT: n, that were made */
};

#endif
