/* place.h - from an address in a program to file and line. */
#ifndef PARCOURS_MPI_PLACE_H
#define PARCOURS_MPI_PLACE_H

#include <stdint.h>

struct place {
    char file[256]; /* without its folder; "" when it is not known */
    int line;
};

struct place place_of(const char *program, uint64_t address);

#endif
