/*
 * later.c - collectives that are begun now and completed later: each is the
 * blocking one (collective.c), as a task beside the program (task.h).
 */
#include <stdlib.h>
#include <string.h>

#include "request.h"
#include "task.h"

/* The arguments of any of them. The lists of counts have to stay as they are
 * until it is complete, as MPI says. */
struct later {
    void (*run)(const struct later *a);
    const void *in;
    void *out;
    int in_count, out_count;
    const int *in_counts, *in_places, *out_counts, *out_places;
    MPI_Datatype in_type, out_type;
    MPI_Op operator;
    int root;
    MPI_Comm comm;
};

static void work(void *data)
{
    const struct later *a = data;
    a->run(a);
    MPI_Comm comm = a->comm;
    MPI_Comm_free(&comm);
}

/* On a communicator of its own: collectives under way at the same time do not
 * take each other's messages. */
static int begin(const char *call, MPI_Comm comm, struct later a,
                 MPI_Request *request)
{
    mini_enter(call);
    struct later *data = mini_grow(NULL, sizeof *data);
    *data = a;
    data->comm = comm_shadow(comm);
    shared->rank[mini_rank].collectives++;
    *request = request_for_task(task_start(work, data));
    mini_leave();
    return MPI_SUCCESS;
}

static void run_barrier(const struct later *a)
{
    MPI_Barrier(a->comm);
}

int MPI_Ibarrier(MPI_Comm comm, MPI_Request *request)
{
    return begin("MPI_Ibarrier", comm, (struct later){.run = run_barrier},
                 request);
}

static void run_bcast(const struct later *a)
{
    MPI_Bcast(a->out, a->out_count, a->out_type, a->root, a->comm);
}

int MPI_Ibcast(void *buffer, int count, MPI_Datatype type, int root,
               MPI_Comm comm, MPI_Request *request)
{
    struct later a = {.run = run_bcast,
                      .out = buffer,
                      .out_count = count,
                      .out_type = type,
                      .root = root};
    return begin("MPI_Ibcast", comm, a, request);
}

#define REDUCTION(in_, out_, count, type, operator_)            \
    .in = in_, .out = out_, .in_count = count, .in_type = type, \
    .operator= operator_

static void run_reduce(const struct later *a)
{
    MPI_Reduce(a->in, a->out, a->in_count, a->in_type, a->operator, a->root,
               a->comm);
}

int MPI_Ireduce(const void *in, void *out, int count, MPI_Datatype type,
                MPI_Op operator, int root, MPI_Comm comm, MPI_Request *request)
{
    struct later a = {.run = run_reduce,
                      REDUCTION(in, out, count, type, operator),
                      .root = root};
    return begin("MPI_Ireduce", comm, a, request);
}

#define IREDUCTION(name, call)                                               \
    static void run_##name(const struct later *a)                            \
    {                                                                        \
        call(a->in, a->out, a->in_count, a->in_type, a->operator, a->comm);  \
    }                                                                        \
    int MPI_I##name(const void *in, void *out, int count, MPI_Datatype type, \
                    MPI_Op operator, MPI_Comm comm, MPI_Request *request)    \
    {                                                                        \
        struct later a = {.run = run_##name,                                 \
                          REDUCTION(in, out, count, type, operator)};        \
        return begin("MPI_I" #name, comm, a, request);                       \
    }

IREDUCTION(allreduce, MPI_Allreduce)
IREDUCTION(scan, MPI_Scan)
IREDUCTION(exscan, MPI_Exscan)

#define MOVE                                                        \
    .in = in, .in_count = in_count, .in_type = in_type, .out = out, \
    .out_count = out_count, .out_type = out_type

#define IROOTED(name, call)                                                    \
    static void run_##name(const struct later *a)                              \
    {                                                                          \
        call(a->in, a->in_count, a->in_type, a->out, a->out_count,             \
             a->out_type, a->root, a->comm);                                   \
    }                                                                          \
    int MPI_I##name(const void *in, int in_count, MPI_Datatype in_type,        \
                    void *out, int out_count, MPI_Datatype out_type, int root, \
                    MPI_Comm comm, MPI_Request *request)                       \
    {                                                                          \
        struct later a = {.run = run_##name, MOVE, .root = root};              \
        return begin("MPI_I" #name, comm, a, request);                         \
    }

IROOTED(gather, MPI_Gather)
IROOTED(scatter, MPI_Scatter)

#define IALL(name, call)                                                \
    static void run_##name(const struct later *a)                       \
    {                                                                   \
        call(a->in, a->in_count, a->in_type, a->out, a->out_count,      \
             a->out_type, a->comm);                                     \
    }                                                                   \
    int MPI_I##name(const void *in, int in_count, MPI_Datatype in_type, \
                    void *out, int out_count, MPI_Datatype out_type,    \
                    MPI_Comm comm, MPI_Request *request)                \
    {                                                                   \
        struct later a = {.run = run_##name, MOVE};                     \
        return begin("MPI_I" #name, comm, a, request);                  \
    }

IALL(allgather, MPI_Allgather)
IALL(alltoall, MPI_Alltoall)

static void run_gatherv(const struct later *a)
{
    MPI_Gatherv(a->in, a->in_count, a->in_type, a->out, a->out_counts,
                a->out_places, a->out_type, a->root, a->comm);
}

int MPI_Igatherv(const void *in, int in_count, MPI_Datatype in_type, void *out,
                 const int counts[], const int places[], MPI_Datatype out_type,
                 int root, MPI_Comm comm, MPI_Request *request)
{
    struct later a = {.run = run_gatherv,
                      .in = in,
                      .in_count = in_count,
                      .in_type = in_type,
                      .out = out,
                      .out_counts = counts,
                      .out_places = places,
                      .out_type = out_type,
                      .root = root};
    return begin("MPI_Igatherv", comm, a, request);
}

static void run_scatterv(const struct later *a)
{
    MPI_Scatterv(a->in, a->in_counts, a->in_places, a->in_type, a->out,
                 a->out_count, a->out_type, a->root, a->comm);
}

int MPI_Iscatterv(const void *in, const int counts[], const int places[],
                  MPI_Datatype in_type, void *out, int out_count,
                  MPI_Datatype out_type, int root, MPI_Comm comm,
                  MPI_Request *request)
{
    struct later a = {.run = run_scatterv,
                      .in = in,
                      .in_counts = counts,
                      .in_places = places,
                      .in_type = in_type,
                      .out = out,
                      .out_count = out_count,
                      .out_type = out_type,
                      .root = root};
    return begin("MPI_Iscatterv", comm, a, request);
}

static void run_allgatherv(const struct later *a)
{
    MPI_Allgatherv(a->in, a->in_count, a->in_type, a->out, a->out_counts,
                   a->out_places, a->out_type, a->comm);
}

int MPI_Iallgatherv(const void *in, int in_count, MPI_Datatype in_type,
                    void *out, const int counts[], const int places[],
                    MPI_Datatype out_type, MPI_Comm comm, MPI_Request *request)
{
    struct later a = {.run = run_allgatherv,
                      .in = in,
                      .in_count = in_count,
                      .in_type = in_type,
                      .out = out,
                      .out_counts = counts,
                      .out_places = places,
                      .out_type = out_type};
    return begin("MPI_Iallgatherv", comm, a, request);
}

static void run_alltoallv(const struct later *a)
{
    MPI_Alltoallv(a->in, a->in_counts, a->in_places, a->in_type, a->out,
                  a->out_counts, a->out_places, a->out_type, a->comm);
}

int MPI_Ialltoallv(const void *in, const int in_counts[], const int in_places[],
                   MPI_Datatype in_type, void *out, const int out_counts[],
                   const int out_places[], MPI_Datatype out_type, MPI_Comm comm,
                   MPI_Request *request)
{
    struct later a = {.run = run_alltoallv,
                      .in = in,
                      .in_counts = in_counts,
                      .in_places = in_places,
                      .in_type = in_type,
                      .out = out,
                      .out_counts = out_counts,
                      .out_places = out_places,
                      .out_type = out_type};
    return begin("MPI_Ialltoallv", comm, a, request);
}
