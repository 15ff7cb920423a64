/* particle.h - what is sent in the exercise `derived`. */
#ifndef DERIVED_PARTICLE_H
#define DERIVED_PARTICLE_H

#include <stdint.h>

/* The compiler leaves gaps between the members. */
struct particle {
    char kind;
    double place[3];
    int32_t id;
    void *cell; /* where it is filed, on this rank; of no use on another one */
};

#endif
