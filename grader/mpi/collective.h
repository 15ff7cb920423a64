/*
 * collective.h - what the wrappers of collectives are made of.
 *
 * Each collective has one function that says what a rank brings to the
 * meeting; from it COLLECTIVE makes the blocking, the non-blocking and the
 * persistent wrapper. The first two use the non-blocking form of MPICH, so that
 * waiting ranks give way.
 */
#ifndef PARCOURS_MPI_COLLECTIVE_H
#define PARCOURS_MPI_COLLECTIVE_H

#include "argument.h"
#include "meeting.h"
#include "wait.h"

#define PASS(...) __VA_ARGS__

#if MPI_VERSION >= 4
#define LATER(Name, bring, parameters, values)                             \
    int MPI_##Name##_init(PASS parameters, MPI_Comm handle, MPI_Info info, \
                          MPI_Request *request)                            \
    {                                                                      \
        ENTER("MPI_" #Name "_init");                                       \
        struct comm *comm = board ? comm_of(handle) : NULL;                \
        if (!comm)                                                         \
            LEAVE(PMPI_##Name##_init(PASS values, handle, info, request)); \
        argument_pointer("the request", request);                          \
        struct meeting meeting = meeting_of(comm);                         \
        bring(&meeting, PASS values);                                      \
        MPI_Request real = MPI_REQUEST_NULL;                               \
        int error = PMPI_##Name##_init(PASS values, handle, info, &real);  \
        if (error == MPI_SUCCESS)                                          \
            *request = meeting_later(&meeting, real);                      \
        LEAVE(error);                                                      \
    }
#else
#define LATER(Name, bring, parameters, values)
#endif

#define COLLECTIVE(Name, Iname, bring, parameters, values)                  \
    int MPI_##Name(PASS parameters, MPI_Comm handle)                        \
    {                                                                       \
        ENTER("MPI_" #Name);                                                \
        struct comm *comm = board ? comm_of(handle) : NULL;                 \
        if (!comm)                                                          \
            LEAVE(PMPI_##Name(PASS values, handle));                        \
        struct meeting meeting = meeting_of(comm);                          \
        bring(&meeting, PASS values);                                       \
        int round = meeting_arrive(&meeting);                               \
        MPI_Request real = MPI_REQUEST_NULL;                                \
        meeting_wait(round);                                                \
        int error = PMPI_##Iname(PASS values, handle, &real);               \
        LEAVE(error ? error : meeting_finish(&meeting, round, real));       \
    }                                                                       \
    int MPI_##Iname(PASS parameters, MPI_Comm handle, MPI_Request *request) \
    {                                                                       \
        ENTER("MPI_" #Iname);                                               \
        struct comm *comm = board ? comm_of(handle) : NULL;                 \
        if (!comm)                                                          \
            LEAVE(PMPI_##Iname(PASS values, handle, request));              \
        argument_pointer("the request", request);                           \
        struct meeting meeting = meeting_of(comm);                          \
        bring(&meeting, PASS values);                                       \
        int round = meeting_arrive(&meeting);                               \
        MPI_Request real = MPI_REQUEST_NULL;                                \
        int error = PMPI_##Iname(PASS values, handle, &real);               \
        if (error == MPI_SUCCESS)                                           \
            *request = meeting_request(&meeting, round, real);              \
        LEAVE(error);                                                       \
    }                                                                       \
    LATER(Name, bring, parameters, values)

static inline bool at_root(const struct meeting *meeting)
{
    return meeting->root == meeting->comm->rank;
}

static inline void bring_root(struct meeting *meeting, int root)
{
    argument_root(meeting->comm, root);
    meeting->root = root;
}

/* What only the root may say instead of a buffer. */
static inline void bring_in_place(const struct meeting *meeting,
                                  const void *buffer)
{
    if (buffer == MPI_IN_PLACE && !at_root(meeting))
        layer_fail(FINDING_ARGUMENT,
                   "%s: MPI_IN_PLACE is for the root, which is rank %d",
                   layer.call, meeting->root);
}

static inline void bring_combines(struct meeting *meeting, MPI_Op operator,
                                  MPI_Datatype type)
{
    argument_operator(operator, type);
    meeting->operator=(operator& 0xf0000000) == 0x90000000
        ? 0 /* made by the program: a handle of this rank */
        :
        operator;
}

#endif
