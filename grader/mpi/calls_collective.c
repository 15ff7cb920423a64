/*
 * calls_collective.c - wrappers: collectives, blocking and not.
 *
 * Each has one function that says what a rank brings to the meeting; from it
 * COLLECTIVE makes the blocking and the non-blocking wrapper. Both use the
 * non-blocking form of MPICH, so that waiting ranks give way.
 */
#include "argument.h"
#include "meeting.h"
#include "wait.h"

#define PASS(...) __VA_ARGS__

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
    }

static bool at_root(const struct meeting *meeting)
{
    return meeting->root == meeting->comm->rank;
}

static void bring_root(struct meeting *meeting, int root)
{
    argument_root(meeting->comm, root);
    meeting->root = root;
}

static void bring_bcast(struct meeting *meeting, void *buffer, int count,
                        MPI_Datatype type, int root)
{
    bring_root(meeting, root);
    argument_data(buffer, count, type);
    meeting_agrees(meeting, count, type);
    if (at_root(meeting))
        meeting_reads(meeting, buffer, count, type);
    else
        meeting_writes(meeting, buffer, count, type);
}

/* Reductions: same count, type and operator everywhere. */
static void bring_operator(struct meeting *meeting, const void *in, void *out,
                           int count, MPI_Datatype type, MPI_Op operator,
                           bool takes)
{
    argument_data(in == MPI_IN_PLACE ? out : in, count, type);
    argument_operator(operator, type);
    meeting_agrees(meeting, count, type);
    meeting->operator=(operator& 0xf0000000) == 0x90000000
        ? 0 /* made by the program: a handle of this rank */
        :
        operator;
    meeting_reads(meeting, in, count, type);
    if (!takes)
        return;
    argument_data(out, count, type);
    argument_apart(in, count, type, out, count, type);
    meeting_writes(meeting, out, count, type);
}

static void bring_reduce(struct meeting *meeting, const void *in, void *out,
                         int count, MPI_Datatype type, MPI_Op operator,
                         int root)
{
    bring_root(meeting, root);
    bring_operator(meeting, in, out, count, type, operator, at_root(meeting));
}

static void bring_all(struct meeting *meeting, const void *in, void *out,
                      int count, MPI_Datatype type, MPI_Op operator)
{
    bring_operator(meeting, in, out, count, type, operator, true);
}

static void bring_reduce_block(struct meeting *meeting, const void *in,
                               void *out, int count, MPI_Datatype type,
                               MPI_Op operator)
{
    int64_t all = (int64_t)count * meeting->comm->size;
    argument_operator(operator, type);
    argument_data(in == MPI_IN_PLACE ? out : in, all, type);
    meeting_agrees(meeting, count, type);
    meeting->operator= operator;
    meeting_reads(meeting, in, all, type);
    meeting_writes(meeting, out, count, type);
}

static int64_t sum_of(const int *counts, int n)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++) {
        argument_count("a count of the list", counts[i]);
        sum += counts[i];
    }
    return sum;
}

static void bring_reduce_scatter(struct meeting *meeting, const void *in,
                                 void *out, const int *counts,
                                 MPI_Datatype type, MPI_Op operator)
{
    argument_pointer("the list of counts", counts);
    int64_t all = sum_of(counts, meeting->comm->size);
    argument_operator(operator, type);
    argument_data(in == MPI_IN_PLACE ? out : in, all, type);
    meeting_agrees(meeting, all, type);
    meeting->operator= operator;
    meeting_reads(meeting, in, all, type);
    meeting_writes(meeting, out, counts[meeting->comm->rank], type);
}

static void bring_gather(struct meeting *meeting, const void *in, int in_count,
                         MPI_Datatype in_type, void *out, int out_count,
                         MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    int64_t all = (int64_t)out_count * meeting->comm->size;
    if (in != MPI_IN_PLACE) {
        argument_data(in, in_count, in_type);
        meeting_agrees(meeting, in_count, in_type);
        meeting_reads(meeting, in, in_count, in_type);
    }
    if (!at_root(meeting))
        return;
    argument_data(out, all, out_type);
    if (in == MPI_IN_PLACE)
        meeting_agrees(meeting, out_count, out_type);
    else
        argument_apart(in, in_count, in_type, out, all, out_type);
    meeting_writes(meeting, out, all, out_type);
}

static void bring_scatter(struct meeting *meeting, const void *in, int in_count,
                          MPI_Datatype in_type, void *out, int out_count,
                          MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    int64_t all = (int64_t)in_count * meeting->comm->size;
    if (out != MPI_IN_PLACE) {
        argument_data(out, out_count, out_type);
        meeting_agrees(meeting, out_count, out_type);
        meeting_writes(meeting, out, out_count, out_type);
    }
    if (!at_root(meeting))
        return;
    argument_data(in, all, in_type);
    if (out == MPI_IN_PLACE)
        meeting_agrees(meeting, in_count, in_type);
    else
        argument_apart(in, all, in_type, out, out_count, out_type);
    meeting_reads(meeting, in, all, in_type);
}

static void agree_with_self(const struct meeting *meeting, int in_count,
                            MPI_Datatype in_type)
{
    struct signature mine = type_signature(in_count, in_type);
    const struct signature *all = &meeting->signature;
    bool types = signature_begins(&mine, all);
    if (types && mine.bytes == all->bytes)
        return;
    layer_fail(types ? FINDING_COUNT_MISMATCH : FINDING_TYPE_MISMATCH,
               "%s sends %s and receives %s per rank", layer.call,
               signature_text(&mine), signature_text(all));
}

static void bring_allgather(struct meeting *meeting, const void *in,
                            int in_count, MPI_Datatype in_type, void *out,
                            int out_count, MPI_Datatype out_type)
{
    int64_t all = (int64_t)out_count * meeting->comm->size;
    argument_data(out, all, out_type);
    meeting_agrees(meeting, out_count, out_type);
    meeting_writes(meeting, out, all, out_type);
    if (in == MPI_IN_PLACE)
        return;
    argument_data(in, in_count, in_type);
    argument_apart(in, in_count, in_type, out, all, out_type);
    agree_with_self(meeting, in_count, in_type);
    meeting_reads(meeting, in, in_count, in_type);
}

static void bring_alltoall(struct meeting *meeting, const void *in,
                           int in_count, MPI_Datatype in_type, void *out,
                           int out_count, MPI_Datatype out_type)
{
    int64_t out_all = (int64_t)out_count * meeting->comm->size;
    int64_t in_all = (int64_t)in_count * meeting->comm->size;
    argument_data(out, out_all, out_type);
    meeting_agrees(meeting, out_count, out_type);
    meeting_writes(meeting, out, out_all, out_type);
    if (in == MPI_IN_PLACE)
        return;
    argument_data(in, in_all, in_type);
    argument_apart(in, in_all, in_type, out, out_all, out_type);
    agree_with_self(meeting, in_count, in_type);
    meeting_reads(meeting, in, in_all, in_type);
}

/* --- with a count per rank ------------------------------------------------ */

static void bring_varying(struct meeting *meeting)
{
    meeting->varies = true;
    for (int i = 0; i < BOARD_RANKS; i++)
        meeting->given[i] = meeting->wanted[i] = -1;
}

/* The counts of all ranks, as bytes into `to`; and they must be counts. */
static void bring_counts(const struct meeting *meeting, const int *counts,
                         const int *places, MPI_Datatype type, int64_t *to)
{
    argument_pointer("the list of counts", counts);
    argument_pointer("the list of displacements", places);
    sum_of(counts, meeting->comm->size);
    for (int i = 0; i < meeting->comm->size; i++)
        to[i] = counts[i] * type_usable(type)->size;
}

static void bring_gatherv(struct meeting *meeting, const void *in, int in_count,
                          MPI_Datatype in_type, void *out, const int *counts,
                          const int *places, MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    bring_varying(meeting);
    if (in != MPI_IN_PLACE) {
        argument_data(in, in_count, in_type);
        meeting->given[meeting->comm->rank] = in_count * type_of(in_type)->size;
        meeting_reads(meeting, in, in_count, in_type);
    }
    if (!at_root(meeting))
        return;
    bring_counts(meeting, counts, places, out_type, meeting->wanted);
    if (sum_of(counts, meeting->comm->size) > 0)
        argument_data(out, 1, out_type);
}

static void bring_scatterv(struct meeting *meeting, const void *in,
                           const int *counts, const int *places,
                           MPI_Datatype in_type, void *out, int out_count,
                           MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    bring_varying(meeting);
    if (out != MPI_IN_PLACE) {
        argument_data(out, out_count, out_type);
        meeting->wanted[meeting->comm->rank] =
            out_count * type_of(out_type)->size;
        meeting_writes(meeting, out, out_count, out_type);
    }
    if (!at_root(meeting))
        return;
    bring_counts(meeting, counts, places, in_type, meeting->given);
    if (sum_of(counts, meeting->comm->size) > 0)
        argument_data(in, 1, in_type);
}

static void bring_allgatherv(struct meeting *meeting, const void *in,
                             int in_count, MPI_Datatype in_type, void *out,
                             const int *counts, const int *places,
                             MPI_Datatype out_type)
{
    bring_varying(meeting);
    bring_counts(meeting, counts, places, out_type, meeting->wanted);
    if (sum_of(counts, meeting->comm->size) > 0)
        argument_data(out, 1, out_type);
    if (in == MPI_IN_PLACE)
        return;
    argument_data(in, in_count, in_type);
    meeting->given[meeting->comm->rank] = in_count * type_of(in_type)->size;
    meeting_reads(meeting, in, in_count, in_type);
}

static void bring_alltoallv(struct meeting *meeting, const void *in,
                            const int *in_counts, const int *in_places,
                            MPI_Datatype in_type, void *out,
                            const int *out_counts, const int *out_places,
                            MPI_Datatype out_type)
{
    int64_t bytes[BOARD_RANKS];
    bring_counts(meeting, out_counts, out_places, out_type, bytes);
    if (sum_of(out_counts, meeting->comm->size) > 0)
        argument_data(out, 1, out_type);
    if (in == MPI_IN_PLACE)
        return;
    bring_counts(meeting, in_counts, in_places, in_type, bytes);
    if (sum_of(in_counts, meeting->comm->size) > 0)
        argument_data(in, 1, in_type);
}

COLLECTIVE(Bcast, Ibcast, bring_bcast,
           (void *buffer, int count, MPI_Datatype type, int root),
           (buffer, count, type, root))
/* Each rank knows what it sends and wants, of everybody: only that the bytes
 * with itself agree can be said here. */
static void bring_alltoallw(struct meeting *meeting, const void *in,
                            const int *in_counts, const int *in_places,
                            const MPI_Datatype *in_types, void *out,
                            const int *out_counts, const int *out_places,
                            const MPI_Datatype *out_types)
{
    int me = meeting->comm->rank;
    argument_pointer("the list of counts", out_counts);
    argument_pointer("the list of places", out_places);
    for (int i = 0; i < meeting->comm->size; i++) {
        argument_data((char *)out + out_places[i], out_counts[i], out_types[i]);
        if (in != MPI_IN_PLACE)
            argument_data((const char *)in + in_places[i], in_counts[i],
                          in_types[i]);
    }
    if (in == MPI_IN_PLACE)
        return;
    struct signature mine = type_signature(in_counts[me], in_types[me]);
    struct signature wanted = type_signature(out_counts[me], out_types[me]);
    if (!signature_equal(&mine, &wanted))
        layer_fail(FINDING_COUNT_MISMATCH, "%s sends %s and receives %s itself",
                   layer.call, signature_text(&mine), signature_text(&wanted));
}

COLLECTIVE(Reduce, Ireduce, bring_reduce,
           (const void *in, void *out, int count, MPI_Datatype type,
            MPI_Op operator, int root),
           (in, out, count, type, operator, root))
COLLECTIVE(Allreduce, Iallreduce, bring_all,
           (const void *in, void *out, int count, MPI_Datatype type,
            MPI_Op operator),
           (in, out, count, type, operator))
COLLECTIVE(Scan, Iscan, bring_all,
           (const void *in, void *out, int count, MPI_Datatype type,
            MPI_Op operator),
           (in, out, count, type, operator))
COLLECTIVE(Exscan, Iexscan, bring_all,
           (const void *in, void *out, int count, MPI_Datatype type,
            MPI_Op operator),
           (in, out, count, type, operator))
COLLECTIVE(Reduce_scatter_block, Ireduce_scatter_block, bring_reduce_block,
           (const void *in, void *out, int count, MPI_Datatype type,
            MPI_Op operator),
           (in, out, count, type, operator))
COLLECTIVE(Reduce_scatter, Ireduce_scatter, bring_reduce_scatter,
           (const void *in, void *out, const int counts[], MPI_Datatype type,
            MPI_Op operator),
           (in, out, counts, type, operator))
COLLECTIVE(Gather, Igather, bring_gather,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            int out_count, MPI_Datatype out_type, int root),
           (in, in_count, in_type, out, out_count, out_type, root))
COLLECTIVE(Scatter, Iscatter, bring_scatter,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            int out_count, MPI_Datatype out_type, int root),
           (in, in_count, in_type, out, out_count, out_type, root))
COLLECTIVE(Allgather, Iallgather, bring_allgather,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            int out_count, MPI_Datatype out_type),
           (in, in_count, in_type, out, out_count, out_type))
COLLECTIVE(Alltoall, Ialltoall, bring_alltoall,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            int out_count, MPI_Datatype out_type),
           (in, in_count, in_type, out, out_count, out_type))
COLLECTIVE(Gatherv, Igatherv, bring_gatherv,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            const int counts[], const int places[], MPI_Datatype out_type,
            int root),
           (in, in_count, in_type, out, counts, places, out_type, root))
COLLECTIVE(Scatterv, Iscatterv, bring_scatterv,
           (const void *in, const int counts[], const int places[],
            MPI_Datatype in_type, void *out, int out_count,
            MPI_Datatype out_type, int root),
           (in, counts, places, in_type, out, out_count, out_type, root))
COLLECTIVE(Allgatherv, Iallgatherv, bring_allgatherv,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            const int counts[], const int places[], MPI_Datatype out_type),
           (in, in_count, in_type, out, counts, places, out_type))
COLLECTIVE(Alltoallv, Ialltoallv, bring_alltoallv,
           (const void *in, const int in_counts[], const int in_places[],
            MPI_Datatype in_type, void *out, const int out_counts[],
            const int out_places[], MPI_Datatype out_type),
           (in, in_counts, in_places, in_type, out, out_counts, out_places,
            out_type))

COLLECTIVE(Alltoallw, Ialltoallw, bring_alltoallw,
           (const void *in, const int in_counts[], const int in_places[],
            const MPI_Datatype in_types[], void *out, const int out_counts[],
            const int out_places[], const MPI_Datatype out_types[]),
           (in, in_counts, in_places, in_types, out, out_counts, out_places,
            out_types))

int MPI_Barrier(MPI_Comm handle)
{
    ENTER("MPI_Barrier");
    struct comm *comm = board ? comm_of(handle) : NULL;
    if (!comm)
        LEAVE(PMPI_Barrier(handle));
    struct meeting meeting = meeting_of(comm);
    int round = meeting_arrive(&meeting);
    MPI_Request real = MPI_REQUEST_NULL;
    meeting_wait(round);
    int error = PMPI_Ibarrier(handle, &real);
    LEAVE(error ? error : meeting_finish(&meeting, round, real));
}

int MPI_Ibarrier(MPI_Comm handle, MPI_Request *request)
{
    ENTER("MPI_Ibarrier");
    struct comm *comm = board ? comm_of(handle) : NULL;
    if (!comm)
        LEAVE(PMPI_Ibarrier(handle, request));
    argument_pointer("the request", request);
    struct meeting meeting = meeting_of(comm);
    int round = meeting_arrive(&meeting);
    MPI_Request real = MPI_REQUEST_NULL;
    int error = PMPI_Ibarrier(handle, &real);
    if (error == MPI_SUCCESS)
        *request = meeting_request(&meeting, round, real);
    LEAVE(error);
}
