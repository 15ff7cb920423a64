/*
 * collective.c - collectives, each by one algorithm that is named here.
 *
 *     barrier          dissemination, ceil(log2 P) rounds
 *     bcast            binomial tree
 *     reduce           binomial tree; linear in rank order when the operator
 *                      does not commute
 *     allreduce        reduce and bcast
 *     scan, exscan     linear chain
 *     gather, scatter  linear at the root
 *     allgather        ring
 *     alltoall         pairwise, P - 1 rounds
 */
#include "mini.h"

#include <stdlib.h>
#include <string.h>

enum {
    TAG_BARRIER,
    TAG_BCAST,
    TAG_REDUCE,
    TAG_SCAN,
    TAG_GATHER,
    TAG_SCATTER,
    TAG_ALLGATHER,
    TAG_ALLTOALL
};

/* Collectives call each other: only the outermost one counts. */
static bool collective_begin(const char *call)
{
    bool outer = !mini_in_collective;
    mini_enter(call);
    mini_in_collective = true;
    shared->rank[mini_rank].collectives += outer;
    return outer;
}

static int collective_end(bool outer)
{
    if (outer)
        mini_in_collective = false;
    mini_leave();
    return MPI_SUCCESS;
}

static void check_root(const struct comm *comm, int root)
{
    if (root < 0 || root >= comm->size)
        mini_fail("there is no rank %d, of %d", root, comm->size);
}

int MPI_Barrier(MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Barrier");
    const struct comm comm = *comm_of(handle);
    for (int step = 1; step < comm.size; step *= 2)
        message_exchange(&comm, (comm.rank + step) % comm.size, NULL, 0,
                         MPI_BYTE, (comm.rank - step + comm.size) % comm.size,
                         NULL, 0, MPI_BYTE, TAG_BARRIER);
    return collective_end(outer);
}

int MPI_Bcast(void *buffer, int count, MPI_Datatype type, int root,
              MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Bcast");
    const struct comm comm = *comm_of(handle);
    check_root(&comm, root);
    int me = (comm.rank - root + comm.size) % comm.size, bit = 1;
    while (bit < comm.size && !(me & bit))
        bit *= 2;
    if (me != 0)
        message_receive(&comm, (me - bit + root) % comm.size, TAG_BCAST, buffer,
                        count, type);
    for (bit /= 2; bit > 0; bit /= 2)
        if (me + bit < comm.size)
            message_send(&comm, (me + bit + root) % comm.size, TAG_BCAST,
                         buffer, count, type);
    return collective_end(outer);
}

/* Room for `count` elements, also of a type with gaps. */
static void *elements(long count, MPI_Datatype type)
{
    return malloc((size_t)(count * type_extent(type)) + 1);
}

static void reduce_tree(const struct comm *comm, void *sum, int count,
                        MPI_Datatype type, MPI_Op operator, int root)
{
    int me = (comm->rank - root + comm->size) % comm->size;
    void *part = elements(count, type);
    for (int bit = 1; bit < comm->size; bit *= 2) {
        if (me & bit) {
            message_send(comm, (me - bit + root) % comm->size, TAG_REDUCE, sum,
                         count, type);
            break;
        }
        if (me + bit >= comm->size)
            continue;
        message_receive(comm, (me + bit + root) % comm->size, TAG_REDUCE, part,
                        count, type);
        operator_apply(operator, part, sum, count, type);
    }
    free(part);
}

/* In the order of ranks: from the last one down, as in (op) inout. */
static void reduce_linear(const struct comm *comm, void *sum, int count,
                          MPI_Datatype type, MPI_Op operator, int root)
{
    if (comm->rank != root) {
        message_send(comm, root, TAG_REDUCE, sum, count, type);
        return;
    }
    void *all = elements((long)count * comm->size, type);
    for (int i = 0; i < comm->size; i++) {
        void *at = type_at(all, (long)i * count, type);
        if (i == root)
            type_copy(at, type, sum, count, type);
        else
            message_receive(comm, i, TAG_REDUCE, at, count, type);
    }
    void *last = type_at(all, (long)(comm->size - 1) * count, type);
    for (int i = comm->size - 2; i >= 0; i--)
        operator_apply(operator, type_at(all, (long)i *count, type), last,
                       count, type);
    type_copy(sum, type, last, count, type);
    free(all);
}

int MPI_Reduce(const void *in, void *out, int count, MPI_Datatype type,
               MPI_Op operator, int root, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Reduce");
    const struct comm comm = *comm_of(handle);
    check_root(&comm, root);
    void *sum = elements(count, type);
    type_copy(sum, type, in == MPI_IN_PLACE ? out : in, count, type);
    if (operator_commutes(operator))
        reduce_tree(&comm, sum, count, type, operator, root);
    else
        reduce_linear(&comm, sum, count, type, operator, root);
    if (comm.rank == root)
        type_copy(out, type, sum, count, type);
    free(sum);
    return collective_end(outer);
}

int MPI_Allreduce(const void *in, void *out, int count, MPI_Datatype type,
                  MPI_Op operator, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Allreduce");
    bool root = comm_of(handle)->rank == 0;
    if (in == MPI_IN_PLACE && !root)
        in = out;
    MPI_Reduce(in, out, count, type, operator, 0, handle);
    MPI_Bcast(out, count, type, 0, handle);
    return collective_end(outer);
}

/* Gets what the ranks before have, gives on what they and we have. */
static void scan_chain(const struct comm *comm, const void *in, void *before,
                       void *with, int count, MPI_Datatype type,
                       MPI_Op operator)
{
    type_copy(with, type, in, count, type);
    if (comm->rank > 0) {
        message_receive(comm, comm->rank - 1, TAG_SCAN, before, count, type);
        operator_apply(operator, before, with, count, type);
    }
    if (comm->rank + 1 < comm->size)
        message_send(comm, comm->rank + 1, TAG_SCAN, with, count, type);
}

static int scan(const char *call, const void *in, void *out, int count,
                MPI_Datatype type, MPI_Op operator, MPI_Comm handle,
                bool inclusive)
{
    bool outer = collective_begin(call);
    const struct comm comm = *comm_of(handle);
    void *before = elements(count, type), *with = elements(count, type);
    scan_chain(&comm, in == MPI_IN_PLACE ? out : in, before, with, count,
               type, operator);
    if (inclusive || comm.rank > 0)
        type_copy(out, type, inclusive ? with : before, count, type);
    free(before);
    free(with);
    return collective_end(outer);
}

int MPI_Scan(const void *in, void *out, int count, MPI_Datatype type,
             MPI_Op operator, MPI_Comm handle)
{
    return scan("MPI_Scan", in, out, count, type, operator, handle, true);
}

int MPI_Exscan(const void *in, void *out, int count, MPI_Datatype type,
               MPI_Op operator, MPI_Comm handle)
{
    return scan("MPI_Exscan", in, out, count, type, operator, handle, false);
}

/* The same count for all ranks, as lists of counts and places. */
static int *equal(int size, int count, int step)
{
    int *list = malloc((size_t)size * sizeof *list);
    for (int i = 0; i < size; i++)
        list[i] = count + i * step;
    return list;
}

int MPI_Gatherv(const void *in, int in_count, MPI_Datatype in_type, void *out,
                const int counts[], const int places[], MPI_Datatype out_type,
                int root, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Gatherv");
    const struct comm comm = *comm_of(handle);
    check_root(&comm, root);
    if (comm.rank != root)
        message_send(&comm, root, TAG_GATHER, in, in_count, in_type);
    for (int i = 0; comm.rank == root && i < comm.size; i++) {
        void *at = type_at(out, places[i], out_type);
        if (i != root)
            message_receive(&comm, i, TAG_GATHER, at, counts[i], out_type);
        else if (in != MPI_IN_PLACE)
            type_copy(at, out_type, in, in_count, in_type);
    }
    return collective_end(outer);
}

int MPI_Gather(const void *in, int in_count, MPI_Datatype in_type, void *out,
               int out_count, MPI_Datatype out_type, int root, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Gather");
    int size = comm_of(handle)->size;
    int *counts = equal(size, out_count, 0),
        *places = equal(size, 0, out_count);
    MPI_Gatherv(in, in_count, in_type, out, counts, places, out_type, root,
                handle);
    free(counts);
    free(places);
    return collective_end(outer);
}

int MPI_Scatterv(const void *in, const int counts[], const int places[],
                 MPI_Datatype in_type, void *out, int out_count,
                 MPI_Datatype out_type, int root, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Scatterv");
    const struct comm comm = *comm_of(handle);
    check_root(&comm, root);
    for (int i = 0; comm.rank == root && i < comm.size; i++) {
        const void *at = type_at(in, places[i], in_type);
        if (i != root)
            message_send(&comm, i, TAG_SCATTER, at, counts[i], in_type);
        else if (out != MPI_IN_PLACE)
            type_copy(out, out_type, at, counts[i], in_type);
    }
    if (comm.rank != root)
        message_receive(&comm, root, TAG_SCATTER, out, out_count, out_type);
    return collective_end(outer);
}

int MPI_Scatter(const void *in, int in_count, MPI_Datatype in_type, void *out,
                int out_count, MPI_Datatype out_type, int root, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Scatter");
    int size = comm_of(handle)->size;
    int *counts = equal(size, in_count, 0), *places = equal(size, 0, in_count);
    MPI_Scatterv(in, counts, places, in_type, out, out_count, out_type, root,
                 handle);
    free(counts);
    free(places);
    return collective_end(outer);
}

int MPI_Allgatherv(const void *in, int in_count, MPI_Datatype in_type,
                   void *out, const int counts[], const int places[],
                   MPI_Datatype out_type, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Allgatherv");
    const struct comm comm = *comm_of(handle);
    int size = comm.size, next = (comm.rank + 1) % size;
    int before = (comm.rank - 1 + size) % size;
    if (in != MPI_IN_PLACE)
        type_copy(type_at(out, places[comm.rank], out_type), out_type, in,
                  in_count, in_type);
    for (int step = 0; step < size - 1; step++) {
        int give = (comm.rank - step + size) % size;
        int take = (comm.rank - step - 1 + size) % size;
        message_exchange(&comm, next, type_at(out, places[give], out_type),
                         counts[give], out_type, before,
                         type_at(out, places[take], out_type), counts[take],
                         out_type, TAG_ALLGATHER);
    }
    return collective_end(outer);
}

int MPI_Allgather(const void *in, int in_count, MPI_Datatype in_type, void *out,
                  int out_count, MPI_Datatype out_type, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Allgather");
    int size = comm_of(handle)->size;
    int *counts = equal(size, out_count, 0),
        *places = equal(size, 0, out_count);
    MPI_Allgatherv(in, in_count, in_type, out, counts, places, out_type,
                   handle);
    free(counts);
    free(places);
    return collective_end(outer);
}

/* One side of an exchange: what goes to each rank, or comes from it. */
struct parts {
    const void *base;
    const int *counts, *places;
    MPI_Datatype type;
    const MPI_Datatype *types; /* one for each rank: then places are bytes */
};

static MPI_Datatype part_type(const struct parts *parts, int i)
{
    return parts->types ? parts->types[i] : parts->type;
}

static void *part_at(const struct parts *parts, int i)
{
    return parts->types ? (char *)parts->base + parts->places[i]
                        : type_at(parts->base, parts->places[i], parts->type);
}

static int alltoall(const char *call, const struct parts *in,
                    const struct parts *out, MPI_Comm handle)
{
    bool outer = collective_begin(call);
    const struct comm comm = *comm_of(handle);
    int size = comm.size, me = comm.rank;
    type_copy(part_at(out, me), part_type(out, me), part_at(in, me),
              in->counts[me], part_type(in, me));
    for (int step = 1; step < size; step++) {
        int to = (me + step) % size, from = (me - step + size) % size;
        message_exchange(&comm, to, part_at(in, to), in->counts[to],
                         part_type(in, to), from, part_at(out, from),
                         out->counts[from], part_type(out, from), TAG_ALLTOALL);
    }
    return collective_end(outer);
}

int MPI_Alltoallv(const void *in, const int in_counts[], const int in_places[],
                  MPI_Datatype in_type, void *out, const int out_counts[],
                  const int out_places[], MPI_Datatype out_type,
                  MPI_Comm handle)
{
    return alltoall(
        "MPI_Alltoallv",
        &(struct parts){in, in_counts, in_places, in_type, NULL},
        &(struct parts){out, out_counts, out_places, out_type, NULL}, handle);
}

int MPI_Alltoallw(const void *in, const int in_counts[], const int in_places[],
                  const MPI_Datatype in_types[], void *out,
                  const int out_counts[], const int out_places[],
                  const MPI_Datatype out_types[], MPI_Comm handle)
{
    return alltoall(
        "MPI_Alltoallw", &(struct parts){in, in_counts, in_places, 0, in_types},
        &(struct parts){out, out_counts, out_places, 0, out_types}, handle);
}

int MPI_Alltoall(const void *in, int in_count, MPI_Datatype in_type, void *out,
                 int out_count, MPI_Datatype out_type, MPI_Comm handle)
{
    bool outer = collective_begin("MPI_Alltoall");
    int size = comm_of(handle)->size;
    int *in_counts = equal(size, in_count, 0);
    int *in_places = equal(size, 0, in_count);
    int *out_counts = equal(size, out_count, 0);
    int *out_places = equal(size, 0, out_count);
    MPI_Alltoallv(in, in_counts, in_places, in_type, out, out_counts,
                  out_places, out_type, handle);
    free(in_counts);
    free(in_places);
    free(out_counts);
    free(out_places);
    return collective_end(outer);
}
