/*
 * layer.h - one rank of the layer: who we are, and which call we are in.
 *
 * Every wrapper of an MPI function begins with ENTER and ends with LEAVE:
 *
 *     int MPI_Barrier(MPI_Comm comm)
 *     {
 *         ENTER("MPI_Barrier");
 *         ...
 *         LEAVE(PMPI_Barrier(comm));
 *     }
 *
 * Between the two the layer's lock of this process is held, so the files of
 * the layer keep their tables without locks of their own. Waiting releases it
 * (wait.c). Without a board (the program was not started by the command)
 * wrappers only pass on.
 */
#ifndef PARCOURS_MPI_LAYER_H
#define PARCOURS_MPI_LAYER_H

#include <mpi.h>
#include <stdbool.h>
#include <stdint.h>

#include "board.h"

struct layer {
    int rank, ranks;     /* of MPI_COMM_WORLD */
    int thread_level;    /* what MPI_Init_thread provided */
    bool many_threads;   /* more than one thread has called */
    bool sessions;       /* it is used without MPI_Init (MPI 4) */
    bool returns_errors; /* the program asked for MPI_ERRORS_RETURN */
    const char *call;    /* the MPI function we are in */
    uint64_t place;      /* where it was called */
    struct event *event;
};

extern struct layer layer;

bool layer_is_main_thread(void);
extern volatile int layer_inside; /* depth of wrappers: accesses are not the
                                     learner's */

void layer_enter(const char *call, void *from, bool any_time);
int layer_leave(int error);
/* Records whom the call talks to and how much. */
void layer_note(int peer, int tag, int64_t bytes);
/* Drops and takes back the lock of this process, around sleeping. */
void layer_pause(void);
void layer_resume(void);
/* Address of code in the program's file, and whether it is there. */
uint64_t layer_place(const void *address);
bool layer_in_program(const void *address);

/* realloc for the layer's tables; ends the program when there is no memory. */
void *layer_grow(void *table, size_t bytes);

#define ENTER(name) layer_enter(name, __builtin_return_address(0), false)
#define ENTER_ANY_TIME(name) \
    layer_enter(name, __builtin_return_address(0), true)
#define LEAVE(error) return layer_leave(error)

/* One line about this rank at this call; fatal ones do not return. */
void layer_report(enum finding_kind kind, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
_Noreturn void layer_fail(enum finding_kind kind, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* MPICH has returned this error: says so, with a rank and a line. */
_Noreturn void layer_refuse(int error);

#endif
