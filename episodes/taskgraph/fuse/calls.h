/* calls.h - the calls between judge and worker for this exercise. */
#ifndef FUSE_CALLS_H
#define FUSE_CALLS_H

#include "fuse.h"

enum { OP_CULL, OP_MERGE, OP_FUSE };

struct rewrite_args {
    const struct step *steps; /* IN */
    uint32_t n;
    const uint32_t *wanted; /* IN */
    size_t nwanted;
    struct step *out; /* OUT: n, of OP_CULL and OP_MERGE */
    uint32_t *place;  /* OUT: n; of OP_FUSE, the tasks */
    uint32_t *left;   /* OUT: what was returned */
};

#endif
