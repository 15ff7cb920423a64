/*
 * type.h - the datatypes of this rank: signature, size, and whether they may
 * be used.
 */
#ifndef PARCOURS_MPI_TYPE_H
#define PARCOURS_MPI_TYPE_H

#include "layer.h"

struct type {
    MPI_Datatype handle;
    bool used, ours, committed;
    bool freed;   /* by the program, while requests still need it */
    int handles;  /* how often the program was given it, and has to free it */
    bool dense;   /* one block of bytes without gaps */
    int64_t size; /* bytes of data */
    int64_t extent, low, high;  /* low and high: true bounds of one element */
    struct signature signature; /* of one element */
    uint64_t place;
    char call[BOARD_NAME];
};

/* The type of that handle. Ends the run when it is none. */
const struct type *type_of(MPI_Datatype handle);
/* The same for a request, which may use it after the program has freed it. */
const struct type *type_kept(MPI_Datatype handle);
/* As type_of, and ends the run unless it may be used for communication. */
const struct type *type_usable(MPI_Datatype handle);
void type_add(MPI_Datatype handle);
void type_commit(MPI_Datatype handle);
/* The program was given the handle of a type that there is, once more. */
void type_again(MPI_Datatype handle);
/* Freed; needed: requests may go on using it. */
void type_remove(MPI_Datatype handle, bool needed);
void type_report_leaks(void);

struct signature type_signature(int count, MPI_Datatype handle);
/* Whether basic types go together: MPI_PACKED does with all. */
bool leaf_fits(int a, int b);
/* Whether what was sent may be received so: the sent one is a beginning. */
bool signature_begins(const struct signature *sent,
                      const struct signature *received);
/* "3 x MPI_INT", in a static buffer of which there are four. */
const char *signature_text(const struct signature *signature);

#endif
