/* calls_neighbour.c - wrappers: collectives between neighbours of a topology.
 * All ranks have to come to them, whoever their neighbours are. See
 * collective.h. */
#include "collective.h"

/* How many this rank receives from, or sends to. */
static int neighbours(const struct comm *comm, bool targets)
{
    int kind = MPI_UNDEFINED, in = 0, out = 0, weighted;
    PMPI_Topo_test(comm->handle, &kind);
    if (kind == MPI_CART) {
        PMPI_Cartdim_get(comm->handle, &in);
        in = out = 2 * in;
    } else if (kind == MPI_GRAPH) {
        PMPI_Graph_neighbors_count(comm->handle, comm->rank, &in);
        out = in;
    } else if (kind == MPI_DIST_GRAPH) {
        PMPI_Dist_graph_neighbors_count(comm->handle, &in, &out, &weighted);
    } else {
        layer_fail(FINDING_ARGUMENT, "%s: the communicator has no topology",
                   layer.call);
    }
    return targets ? out : in;
}

static void bring_gather(struct meeting *meeting, const void *in, int in_count,
                         MPI_Datatype in_type, void *out, int out_count,
                         MPI_Datatype out_type)
{
    int64_t all = (int64_t)out_count * neighbours(meeting->comm, false);
    argument_data(in, in_count, in_type);
    argument_data(out, all, out_type);
    argument_apart(in, in_count, in_type, out, all, out_type);
    meeting_reads(meeting, in, in_count, in_type);
    meeting_writes(meeting, out, all, out_type);
}

static void bring_all(struct meeting *meeting, const void *in, int in_count,
                      MPI_Datatype in_type, void *out, int out_count,
                      MPI_Datatype out_type)
{
    int64_t given = (int64_t)in_count * neighbours(meeting->comm, true);
    int64_t taken = (int64_t)out_count * neighbours(meeting->comm, false);
    argument_data(in, given, in_type);
    argument_data(out, taken, out_type);
    argument_apart(in, given, in_type, out, taken, out_type);
    meeting_reads(meeting, in, given, in_type);
    meeting_writes(meeting, out, taken, out_type);
}

static void check_list(const int *counts, int n)
{
    argument_pointer("the list of counts", counts);
    for (int i = 0; i < n; i++)
        argument_count("a count of the list", counts[i]);
}

static void bring_gatherv(struct meeting *meeting, const void *in, int in_count,
                          MPI_Datatype in_type, void *out, const int *counts,
                          const int *places, MPI_Datatype out_type)
{
    (void)out, (void)places, (void)out_type;
    argument_data(in, in_count, in_type);
    check_list(counts, neighbours(meeting->comm, false));
    meeting_reads(meeting, in, in_count, in_type);
}

static void bring_allv(struct meeting *meeting, const void *in,
                       const int *in_counts, const int *in_places,
                       MPI_Datatype in_type, void *out, const int *out_counts,
                       const int *out_places, MPI_Datatype out_type)
{
    (void)in, (void)in_places, (void)in_type;
    (void)out, (void)out_places, (void)out_type;
    check_list(in_counts, neighbours(meeting->comm, true));
    check_list(out_counts, neighbours(meeting->comm, false));
}

COLLECTIVE(Neighbor_allgather, Ineighbor_allgather, bring_gather,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            int out_count, MPI_Datatype out_type),
           (in, in_count, in_type, out, out_count, out_type))
COLLECTIVE(Neighbor_alltoall, Ineighbor_alltoall, bring_all,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            int out_count, MPI_Datatype out_type),
           (in, in_count, in_type, out, out_count, out_type))
COLLECTIVE(Neighbor_allgatherv, Ineighbor_allgatherv, bring_gatherv,
           (const void *in, int in_count, MPI_Datatype in_type, void *out,
            const int counts[], const int places[], MPI_Datatype out_type),
           (in, in_count, in_type, out, counts, places, out_type))
COLLECTIVE(Neighbor_alltoallv, Ineighbor_alltoallv, bring_allv,
           (const void *in, const int in_counts[], const int in_places[],
            MPI_Datatype in_type, void *out, const int out_counts[],
            const int out_places[], MPI_Datatype out_type),
           (in, in_counts, in_places, in_type, out, out_counts, out_places,
            out_type))
