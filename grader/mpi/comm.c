#include "comm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct comm **comms; /* pointers: a struct comm never moves */
static int count;

uint64_t comm_mix(uint64_t a, uint64_t b)
{
    a ^= b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2);
    a ^= a >> 29;
    return a * 0xff51afd7ed558ccdu;
}

static void comm_members(struct comm *comm)
{
    MPI_Group group, world;
    int ranks[BOARD_RANKS];
    PMPI_Comm_size(comm->handle, &comm->size);
    PMPI_Comm_rank(comm->handle, &comm->rank);
    PMPI_Comm_group(comm->handle, &group);
    PMPI_Comm_group(MPI_COMM_WORLD, &world);
    for (int i = 0; i < comm->size; i++)
        ranks[i] = i;
    PMPI_Group_translate_ranks(group, comm->size, ranks, world, comm->world);
    PMPI_Group_free(&group);
    PMPI_Group_free(&world);
    comm->members = 0;
    for (int i = 0; i < comm->size; i++)
        comm->members |= (rank_set)1 << comm->world[i];
}

static struct comm *comm_slot(void)
{
    for (int i = 0; i < count; i++)
        if (comms[i]->handle == MPI_COMM_NULL)
            return comms[i];
    comms = layer_grow(comms, (size_t)(count + 1) * sizeof *comms);
    return comms[count++] = calloc(1, sizeof **comms);
}

static struct comm *comm_enter(MPI_Comm handle, uint64_t id)
{
    struct comm *comm = comm_slot();
    *comm = (struct comm){.handle = handle, .id = id, .place = layer.place};
    board_name(comm->call, sizeof comm->call, layer.call);
    comm_members(comm);
    return comm;
}

void comm_start(void)
{
    comm_enter(MPI_COMM_WORLD, 1);
    comm_enter(MPI_COMM_SELF, comm_mix(2, (uint64_t)layer.rank));
}

struct comm *comm_find(MPI_Comm handle)
{
    if (handle == MPI_COMM_NULL)
        return NULL;
    for (int i = 0; i < count; i++)
        if (comms[i]->handle == handle && !comms[i]->freed)
            return comms[i];
    return NULL;
}

struct comm *comm_of(MPI_Comm handle)
{
    struct comm *comm = comm_find(handle);
    int size;
    if (comm)
        return comm;
    if (handle == MPI_COMM_NULL)
        layer_fail(FINDING_ARGUMENT, "%s: the communicator is MPI_COMM_NULL",
                   layer.call);
    if (PMPI_Comm_size(handle, &size) != MPI_SUCCESS)
        layer_fail(FINDING_ARGUMENT,
                   "%s: the communicator was freed or never made", layer.call);
    return NULL;
}

void comm_add(MPI_Comm handle, const struct comm *from, uint64_t salt)
{
    int remote = 0;
    if (handle == MPI_COMM_NULL || !from)
        return;
    PMPI_Comm_test_inter(handle, &remote);
    if (remote)
        return;
    uint64_t id =
        comm_mix(comm_mix(from->id, (uint64_t)from->collectives), salt);
    comm_enter(handle, id)->ours = true;
}

void comm_add_twin(MPI_Comm handle, const struct comm *from)
{
    struct comm *comm = comm_slot();
    *comm = *from;
    comm->handle = handle;
    comm->id = comm_mix(comm_mix(from->id, (uint64_t)from->collectives), 0);
    comm->collectives = 0;
    comm->ours = true;
    comm->freed = false;
    comm->place = layer.place;
    board_name(comm->call, sizeof comm->call, layer.call);
}

bool comm_remove(MPI_Comm handle, bool in_use)
{
    struct comm *comm = comm_find(handle);
    if (!comm)
        return true;
    comm->freed = in_use;
    if (!in_use)
        comm->handle = MPI_COMM_NULL;
    return !in_use;
}

void comm_end(void)
{
    for (int i = 0; i < count; i++)
        if (comms[i]->freed)
            PMPI_Comm_free(&comms[i]->handle);
}

const char *comm_name(const struct comm *comm)
{
    static char name[BOARD_NAME + 32];
    if (comm->handle == MPI_COMM_WORLD)
        return "MPI_COMM_WORLD";
    if (comm->handle == MPI_COMM_SELF)
        return "MPI_COMM_SELF";
    snprintf(name, sizeof name, "a communicator of %s", comm->call);
    return name;
}

void comm_report_leaks(void)
{
    for (int i = 0; i < count; i++) {
        const struct comm *comm = comms[i];
        if (comm->handle == MPI_COMM_NULL || !comm->ours || comm->freed)
            continue;
        layer.place = comm->place;
        layer_report(FINDING_COMM_LEAK,
                     "the communicator made here by %s is never freed",
                     comm->call);
    }
}
