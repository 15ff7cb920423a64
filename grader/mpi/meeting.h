/*
 * meeting.h - collectives: all ranks of a communicator come to the same call.
 *
 * A rank brings what it passes to the call; the board compares that with what
 * the first one brought. A blocking collective waits until all have arrived:
 * MPI allows every one of them to do so, and a program must be right then too.
 */
#ifndef PARCOURS_MPI_MEETING_H
#define PARCOURS_MPI_MEETING_H

#include "comm.h"
#include "exchange.h"
#include "layer.h"
#include "type.h"

/* A piece for each rank of the communicator. */
struct parts {
    const void *at;
    const int *counts, *places; /* in elements of the type */
    MPI_Datatype type;
    const MPI_Datatype *types; /* one for each: then the places are bytes */
};

MPI_Datatype parts_type(const struct parts *parts, int i);
const void *parts_at(const struct parts *parts, int i);

struct meeting {
    struct comm *comm;
    int root;     /* NONE without one */
    int operator; /* 0 without one */
    bool has_signature;
    struct signature signature; /* the same on all ranks */
    struct offer offer;         /* gatherv, alltoallv, ...: a count per rank */
    /* what the call works on; at most two buffers, and two in parts */
    struct parts given, taken;
    int buffers;
    struct {
        const void *at;
        int64_t count;
        MPI_Datatype type;
        bool writes;
    } buffer[2];
};

struct request;
struct meeting meeting_of(struct comm *comm);
void meeting_reads(struct meeting *meeting, const void *at, int64_t count,
                   MPI_Datatype type);
void meeting_writes(struct meeting *meeting, const void *at, int64_t count,
                    MPI_Datatype type);
void meeting_agrees(struct meeting *meeting, int64_t count, MPI_Datatype type);

/* Arrives; returns the round. The run ends when the ranks do not agree. */
int meeting_arrive(struct meeting *meeting);
/* Waits until all ranks have arrived in it. */
void meeting_wait(int round);
void meeting_leave(int round);
/* Arrives and waits: before a blocking collective of MPICH. */
void meeting_hold(struct comm *comm, int root);
/* A blocking collective whose non-blocking form has begun as `real`. */
int meeting_finish(struct meeting *meeting, int round, MPI_Request real);
/* Makes it a request of the program's. */
MPI_Request meeting_request(struct meeting *meeting, int round,
                            MPI_Request real);
/* Makes it a persistent request; and starts that. */
MPI_Request meeting_later(const struct meeting *meeting, MPI_Request real);
int meeting_start(struct request *request);

#endif
