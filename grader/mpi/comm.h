/*
 * comm.h - the communicators, groups and operators of this rank.
 *
 * A communicator has the same id on all its ranks: it is made from the id of
 * the one it came from, how many calls had been made on that, and the colour.
 */
#ifndef PARCOURS_MPI_COMM_H
#define PARCOURS_MPI_COMM_H

#include "layer.h"

struct comm {
    MPI_Comm handle;
    uint64_t id;
    int rank, size;
    int world[BOARD_RANKS]; /* rank in MPI_COMM_WORLD of each member */
    rank_set members;
    int64_t collectives; /* begun on it by this rank */
    bool ours;           /* made by the program: has to be freed */
    bool freed;          /* ... and was, while requests still need it */
    uint64_t place;      /* where it was made */
    char call[BOARD_NAME];
};

void comm_start(void); /* MPI_COMM_WORLD and MPI_COMM_SELF */
/* The live communicator of that handle; NULL when it is one that the layer
 * does not follow (an inter-communicator). Ends the run when it is none. */
struct comm *comm_of(MPI_Comm handle);
struct comm *comm_find(MPI_Comm handle);
/* Enters what a call on `from` has made; `salt` tells siblings apart. */
void comm_add(MPI_Comm handle, const struct comm *from, uint64_t salt);
/* The same of a communicator that MPICH has not completed yet. */
void comm_add_twin(MPI_Comm handle, const struct comm *from);
/* False: something still uses it; MPICH must keep it until comm_end. */
bool comm_remove(MPI_Comm handle, bool in_use);
void comm_end(void);
void comm_report_leaks(void);
const char *comm_name(const struct comm *comm);
uint64_t comm_mix(uint64_t a, uint64_t b);

#endif
