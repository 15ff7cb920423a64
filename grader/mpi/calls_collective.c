/* calls_collective.c - wrappers: collectives with one count for all ranks. See
 * collective.h. */
#include "collective.h"

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
    bring_combines(meeting, operator, type);
    meeting_agrees(meeting, count, type);
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
    bring_in_place(meeting, in);
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
    bring_combines(meeting, operator, type);
    argument_data(in == MPI_IN_PLACE ? out : in, all, type);
    meeting_agrees(meeting, count, type);
    meeting_reads(meeting, in, all, type);
    meeting_writes(meeting, out, count, type);
}

/* What a rank gives itself has to be what it takes of itself. */
static void agree_with_self(int in_count, MPI_Datatype in_type, int out_count,
                            MPI_Datatype out_type)
{
    struct signature in = type_signature(in_count, in_type);
    struct signature out = type_signature(out_count, out_type);
    bool types = signature_begins(&in, &out);
    if (types && in.bytes == out.bytes)
        return;
    layer_fail(types ? FINDING_COUNT_MISMATCH : FINDING_TYPE_MISMATCH,
               "%s sends %s and receives %s per rank", layer.call,
               signature_text(&in), signature_text(&out));
}

static void bring_gather(struct meeting *meeting, const void *in, int in_count,
                         MPI_Datatype in_type, void *out, int out_count,
                         MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    bring_in_place(meeting, in);
    int64_t all = (int64_t)out_count * meeting->comm->size;
    if (in != MPI_IN_PLACE) {
        argument_data(in, in_count, in_type);
        meeting_agrees(meeting, in_count, in_type);
        meeting_reads(meeting, in, in_count, in_type);
    }
    if (!at_root(meeting))
        return;
    argument_data(out, all, out_type);
    if (in == MPI_IN_PLACE) {
        meeting_agrees(meeting, out_count, out_type);
    } else {
        argument_apart(in, in_count, in_type, out, all, out_type);
        agree_with_self(in_count, in_type, out_count, out_type);
    }
    meeting_writes(meeting, out, all, out_type);
}

static void bring_scatter(struct meeting *meeting, const void *in, int in_count,
                          MPI_Datatype in_type, void *out, int out_count,
                          MPI_Datatype out_type, int root)
{
    bring_root(meeting, root);
    bring_in_place(meeting, out);
    int64_t all = (int64_t)in_count * meeting->comm->size;
    if (out != MPI_IN_PLACE) {
        argument_data(out, out_count, out_type);
        meeting_agrees(meeting, out_count, out_type);
        meeting_writes(meeting, out, out_count, out_type);
    }
    if (!at_root(meeting))
        return;
    argument_data(in, all, in_type);
    if (out == MPI_IN_PLACE) {
        meeting_agrees(meeting, in_count, in_type);
    } else {
        argument_apart(in, all, in_type, out, out_count, out_type);
        agree_with_self(in_count, in_type, out_count, out_type);
    }
    meeting_reads(meeting, in, all, in_type);
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
    agree_with_self(in_count, in_type, out_count, out_type);
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
    agree_with_self(in_count, in_type, out_count, out_type);
    meeting_reads(meeting, in, in_all, in_type);
}

COLLECTIVE(Bcast, Ibcast, bring_bcast,
           (void *buffer, int count, MPI_Datatype type, int root),
           (buffer, count, type, root))
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

#if MPI_VERSION >= 4
int MPI_Barrier_init(MPI_Comm handle, MPI_Info info, MPI_Request *request)
{
    ENTER("MPI_Barrier_init");
    struct comm *comm = board ? comm_of(handle) : NULL;
    if (!comm)
        LEAVE(PMPI_Barrier_init(handle, info, request));
    argument_pointer("the request", request);
    struct meeting meeting = meeting_of(comm);
    MPI_Request real = MPI_REQUEST_NULL;
    int error = PMPI_Barrier_init(handle, info, &real);
    if (error == MPI_SUCCESS)
        *request = meeting_later(&meeting, real);
    LEAVE(error);
}
#endif
