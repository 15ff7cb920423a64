/* calls_comm.c - wrappers: communicators and groups. */
#include "argument.h"
#include "comm.h"
#include "handle.h"
#include "meeting.h"
#include "request.h"

/* All ranks of `handle` come to the call; NULL: not followed. */
static struct comm *gathered(MPI_Comm handle)
{
    struct comm *comm = board ? comm_of(handle) : NULL;
    if (comm)
        meeting_hold(comm, NONE);
    return comm;
}

int MPI_Comm_dup(MPI_Comm handle, MPI_Comm *made)
{
    ENTER("MPI_Comm_dup");
    const struct comm *comm = gathered(handle);
    int error = PMPI_Comm_dup(handle, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, 0);
    LEAVE(error);
}

int MPI_Comm_dup_with_info(MPI_Comm handle, MPI_Info info, MPI_Comm *made)
{
    ENTER("MPI_Comm_dup_with_info");
    const struct comm *comm = gathered(handle);
    int error = PMPI_Comm_dup_with_info(handle, info, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, 0);
    LEAVE(error);
}

int MPI_Comm_idup(MPI_Comm handle, MPI_Comm *made, MPI_Request *request)
{
    ENTER("MPI_Comm_idup");
    struct comm *comm = board ? comm_of(handle) : NULL;
    if (!comm)
        LEAVE(PMPI_Comm_idup(handle, made, request));
    struct meeting meeting = meeting_of(comm);
    int round = meeting_arrive(&meeting);
    MPI_Request real = MPI_REQUEST_NULL;
    int error = PMPI_Comm_idup(handle, made, &real);
    if (error == MPI_SUCCESS) {
        comm_add_twin(*made, comm);
        *request = meeting_request(&meeting, round, real);
    }
    LEAVE(error);
}

int MPI_Comm_split(MPI_Comm handle, int color, int key, MPI_Comm *made)
{
    ENTER("MPI_Comm_split");
    if (board && color < 0 && color != MPI_UNDEFINED)
        layer_fail(FINDING_ARGUMENT,
                   "MPI_Comm_split: the color is %d, less than 0", color);
    const struct comm *comm = gathered(handle);
    int error = PMPI_Comm_split(handle, color, key, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, (uint64_t)color + 16);
    LEAVE(error);
}

int MPI_Comm_split_type(MPI_Comm handle, int kind, int key, MPI_Info info,
                        MPI_Comm *made)
{
    ENTER("MPI_Comm_split_type");
    const struct comm *comm = gathered(handle);
    int error = PMPI_Comm_split_type(handle, kind, key, info, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, (uint64_t)kind + 16);
    LEAVE(error);
}

/* The members of a new one tell it from its siblings. */
static uint64_t group_salt(MPI_Group group)
{
    MPI_Group world;
    int size, members[BOARD_RANKS], ranks[BOARD_RANKS];
    uint64_t salt = 5;
    PMPI_Group_size(group, &size);
    PMPI_Comm_group(MPI_COMM_WORLD, &world);
    for (int i = 0; i < size; i++)
        members[i] = i;
    PMPI_Group_translate_ranks(group, size, members, world, ranks);
    for (int i = 0; i < size; i++)
        salt = comm_mix(salt, (uint64_t)ranks[i]);
    PMPI_Group_free(&world);
    return salt;
}

static void check_group(MPI_Group group)
{
    if (board && group == MPI_GROUP_NULL)
        layer_fail(FINDING_ARGUMENT, "%s: the group is MPI_GROUP_NULL",
                   layer.call);
    if (board && group != MPI_GROUP_EMPTY &&
        !handle_known(FINDING_GROUP_LEAK, group))
        layer_fail(FINDING_ARGUMENT, "%s: the group was freed or never made",
                   layer.call);
}

int MPI_Comm_create(MPI_Comm handle, MPI_Group group, MPI_Comm *made)
{
    ENTER("MPI_Comm_create");
    check_group(group);
    const struct comm *comm = gathered(handle);
    int error = PMPI_Comm_create(handle, group, made);
    if (comm && error == MPI_SUCCESS && *made != MPI_COMM_NULL)
        comm_add(*made, comm, group_salt(group));
    LEAVE(error);
}

int MPI_Comm_create_group(MPI_Comm handle, MPI_Group group, int tag,
                          MPI_Comm *made)
{
    ENTER("MPI_Comm_create_group");
    check_group(group);
    const struct comm *comm = board ? comm_of(handle) : NULL;
    int error = PMPI_Comm_create_group(handle, group, tag, made);
    struct comm alike = {.id = comm ? comm->id : 0, .collectives = tag};
    if (comm && error == MPI_SUCCESS && *made != MPI_COMM_NULL)
        comm_add(*made, &alike, group_salt(group));
    LEAVE(error);
}

int MPI_Cart_create(MPI_Comm handle, int count, const int sizes[],
                    const int wraps[], int reorder, MPI_Comm *made)
{
    ENTER("MPI_Cart_create");
    if (board) {
        argument_count("the number of dimensions", count);
        for (int i = 0; i < count; i++)
            if (sizes[i] <= 0)
                layer_fail(FINDING_ARGUMENT,
                           "MPI_Cart_create: dimension %d has size %d", i,
                           sizes[i]);
    }
    const struct comm *comm = gathered(handle);
    int error = PMPI_Cart_create(handle, count, sizes, wraps, reorder, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, 1);
    LEAVE(error);
}

int MPI_Cart_sub(MPI_Comm handle, const int remain[], MPI_Comm *made)
{
    ENTER("MPI_Cart_sub");
    const struct comm *comm = gathered(handle);
    int error = PMPI_Cart_sub(handle, remain, made);
    if (comm && error == MPI_SUCCESS && *made != MPI_COMM_NULL) {
        MPI_Group group;
        PMPI_Comm_group(*made, &group);
        comm_add(*made, comm, group_salt(group));
        PMPI_Group_free(&group);
    }
    LEAVE(error);
}

int MPI_Graph_create(MPI_Comm handle, int count, const int ends[],
                     const int edges[], int reorder, MPI_Comm *made)
{
    ENTER("MPI_Graph_create");
    const struct comm *comm = gathered(handle);
    int error = PMPI_Graph_create(handle, count, ends, edges, reorder, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, 2);
    LEAVE(error);
}

int MPI_Dist_graph_create(MPI_Comm handle, int count, const int sources[],
                          const int degrees[], const int targets[],
                          const int weights[], MPI_Info info, int reorder,
                          MPI_Comm *made)
{
    ENTER("MPI_Dist_graph_create");
    const struct comm *comm = gathered(handle);
    int error = PMPI_Dist_graph_create(handle, count, sources, degrees, targets,
                                       weights, info, reorder, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, 3);
    LEAVE(error);
}

int MPI_Dist_graph_create_adjacent(MPI_Comm handle, int in, const int sources[],
                                   const int in_weights[], int out,
                                   const int targets[], const int out_weights[],
                                   MPI_Info info, int reorder, MPI_Comm *made)
{
    ENTER("MPI_Dist_graph_create_adjacent");
    const struct comm *comm = gathered(handle);
    int error = PMPI_Dist_graph_create_adjacent(handle, in, sources, in_weights,
                                                out, targets, out_weights, info,
                                                reorder, made);
    if (comm && error == MPI_SUCCESS)
        comm_add(*made, comm, 4);
    LEAVE(error);
}

int MPI_Intercomm_create(MPI_Comm handle, int leader, MPI_Comm bridge,
                         int other, int tag, MPI_Comm *made)
{
    ENTER("MPI_Intercomm_create");
    int error = PMPI_Intercomm_create(handle, leader, bridge, other, tag, made);
    if (board && error == MPI_SUCCESS)
        handle_add(FINDING_COMM_LEAK, *made);
    LEAVE(error);
}

/* The two sides have no communicator in common that is followed, from which it
 * could have its name: the first rank gives it one. */
int MPI_Intercomm_merge(MPI_Comm handle, int high, MPI_Comm *made)
{
    static uint64_t merges;
    ENTER("MPI_Intercomm_merge");
    int error = PMPI_Intercomm_merge(handle, high, made);
    if (board && error == MPI_SUCCESS) {
        struct comm both = {.id = comm_mix((uint64_t)layer.rank, ++merges)};
        PMPI_Bcast(&both.id, 1, MPI_UINT64_T, 0, *made);
        comm_add(*made, &both, 6);
    }
    LEAVE(error);
}

static int comm_end_of(MPI_Comm *handle, int (*end)(MPI_Comm *))
{
    if (!board)
        return end(handle);
    argument_pointer("the communicator", handle);
    if (*handle == MPI_COMM_WORLD || *handle == MPI_COMM_SELF)
        layer_fail(FINDING_ARGUMENT, "%s: this communicator must not be freed",
                   layer.call);
    handle_remove(FINDING_COMM_LEAK, *handle);
    if (!gathered(*handle) || comm_remove(*handle, request_pending() > 0))
        return end(handle);
    *handle = MPI_COMM_NULL;
    return MPI_SUCCESS;
}

int MPI_Comm_free(MPI_Comm *handle)
{
    ENTER("MPI_Comm_free");
    LEAVE(comm_end_of(handle, PMPI_Comm_free));
}

int MPI_Comm_disconnect(MPI_Comm *handle)
{
    ENTER("MPI_Comm_disconnect");
    LEAVE(comm_end_of(handle, PMPI_Comm_disconnect));
}

/* --- groups --------------------------------------------------------------- */

static int group_made(int error, MPI_Group group)
{
    if (board && error == MPI_SUCCESS && group != MPI_GROUP_EMPTY)
        handle_add(FINDING_GROUP_LEAK, group);
    return error;
}

int MPI_Comm_group(MPI_Comm handle, MPI_Group *group)
{
    ENTER("MPI_Comm_group");
    if (board)
        comm_of(handle);
    int error = PMPI_Comm_group(handle, group);
    LEAVE(group_made(error, *group));
}

#define GROUP(name, parameters, values)              \
    int MPI_##name(PASS parameters, MPI_Group *made) \
    {                                                \
        ENTER("MPI_" #name);                         \
        int error = PMPI_##name(PASS values, made);  \
        LEAVE(group_made(error, *made));             \
    }
#define PASS(...) __VA_ARGS__

GROUP(Group_incl, (MPI_Group group, int n, const int ranks[]),
      (group, n, ranks))
GROUP(Group_excl, (MPI_Group group, int n, const int ranks[]),
      (group, n, ranks))
GROUP(Group_union, (MPI_Group a, MPI_Group b), (a, b))
GROUP(Group_intersection, (MPI_Group a, MPI_Group b), (a, b))
GROUP(Group_difference, (MPI_Group a, MPI_Group b), (a, b))
GROUP(Group_range_incl, (MPI_Group group, int n, int ranges[][3]),
      (group, n, ranges))
GROUP(Group_range_excl, (MPI_Group group, int n, int ranges[][3]),
      (group, n, ranges))
GROUP(Comm_remote_group, (MPI_Comm comm), (comm))
GROUP(Win_get_group, (MPI_Win window), (window))
GROUP(File_get_group, (MPI_File file), (file))
#if MPI_VERSION >= 4
GROUP(Group_from_session_pset, (MPI_Session session, const char *name),
      (session, name))
#endif

int MPI_Group_free(MPI_Group *group)
{
    ENTER("MPI_Group_free");
    if (board && *group != MPI_GROUP_EMPTY &&
        !handle_remove(FINDING_GROUP_LEAK, *group))
        layer_fail(FINDING_ARGUMENT,
                   "MPI_Group_free: the group was freed or never made");
    LEAVE(PMPI_Group_free(group));
}
