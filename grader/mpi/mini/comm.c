/* comm.c - communicators, and the beginning and end of MPI. */
#include "mini.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct comm *comms;
static int count;
static bool initialised, finalised;
static int level = MPI_THREAD_SINGLE;

struct comm *comm_of(MPI_Comm handle)
{
    if (!initialised || finalised)
        mini_fail("MPI is not initialised, or finalised already");
    if (handle < 0 || handle >= count || !comms[handle].used)
        mini_fail("this is not a communicator");
    return &comms[handle];
}

static MPI_Comm comm_enter(uint64_t id, int size, int rank, int *world)
{
    comms = mini_grow(comms, (size_t)(count + 1) * sizeof *comms);
    comms[count] = (struct comm){true, id, size, rank, world, 0};
    return count++;
}

int MPI_Init(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    mini_enter("MPI_Init");
    int *all = malloc((size_t)shared->ranks * sizeof *all);
    int *self = malloc(sizeof *self);
    for (int i = 0; i < shared->ranks; i++)
        all[i] = i;
    *self = mini_rank;
    initialised = true;
    comm_enter(1, shared->ranks, mini_rank, all);
    comm_enter(2 + (uint64_t)mini_rank, 1, 0, self);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
{
    level = required < MPI_THREAD_FUNNELED ? required : MPI_THREAD_FUNNELED;
    *provided = level;
    return MPI_Init(argc, argv);
}

int MPI_Query_thread(int *provided)
{
    *provided = level;
    return MPI_SUCCESS;
}

int MPI_Is_thread_main(int *flag)
{
    *flag = mini_main_thread();
    return MPI_SUCCESS;
}

int MPI_Finalize(void)
{
    mini_enter("MPI_Finalize");
    comm_of(MPI_COMM_WORLD);
    finalised = true;
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Initialized(int *flag)
{
    *flag = initialised;
    return MPI_SUCCESS;
}

int MPI_Finalized(int *flag)
{
    *flag = finalised;
    return MPI_SUCCESS;
}

int MPI_Abort(MPI_Comm comm, int code)
{
    (void)comm;
    fflush(NULL);
    _exit(code ? code : 1);
}

/* The time of the model. */
double MPI_Wtime(void)
{
    mini_enter("MPI_Wtime");
    double now = shared->rank[mini_rank].clock;
    mini_leave();
    return now;
}

double MPI_Wtick(void)
{
    return 1e-9;
}

int MPI_Get_processor_name(char *name, int *length)
{
    *length = snprintf(name, MPI_MAX_PROCESSOR_NAME, "mini%d", mini_rank);
    return MPI_SUCCESS;
}

int MPI_Comm_rank(MPI_Comm handle, int *rank)
{
    *rank = comm_of(handle)->rank;
    return MPI_SUCCESS;
}

int MPI_Comm_size(MPI_Comm handle, int *size)
{
    *size = comm_of(handle)->size;
    return MPI_SUCCESS;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    a ^= b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2);
    return a * 0xff51afd7ed558ccdu ^ a >> 31;
}

int MPI_Comm_dup(MPI_Comm handle, MPI_Comm *made)
{
    mini_enter("MPI_Comm_dup");
    MPI_Barrier(handle);
    struct comm *comm = comm_of(handle);
    uint64_t id = mix(comm->id, ++comm->made);
    int *world = malloc((size_t)comm->size * sizeof *world);
    memcpy(world, comm->world, (size_t)comm->size * sizeof *world);
    *made = comm_enter(id, comm->size, comm->rank, world);
    mini_leave();
    return MPI_SUCCESS;
}

MPI_Comm comm_shadow(MPI_Comm handle)
{
    struct comm *comm = comm_of(handle);
    return comm_enter(mix(comm->id, ++comm->made), comm->size, comm->rank,
                      comm->world);
}

struct member {
    int color, key, rank;
};

static int member_order(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->rank - y->rank;
}

int MPI_Comm_split(MPI_Comm handle, int color, int key, MPI_Comm *made)
{
    mini_enter("MPI_Comm_split");
    struct comm old = *comm_of(handle);
    struct member mine = {color, key, old.rank};
    struct member *all = malloc((size_t)old.size * sizeof *all);
    MPI_Gather(&mine, 3, MPI_INT, all, 3, MPI_INT, 0, handle);
    MPI_Bcast(all, 3 * old.size, MPI_INT, 0, handle);
    qsort(all, (size_t)old.size, sizeof *all, member_order);
    int *world = malloc((size_t)old.size * sizeof *world);
    int size = 0, rank = 0;
    for (int i = 0; i < old.size; i++) {
        if (all[i].color != color)
            continue;
        if (all[i].rank == old.rank)
            rank = size;
        world[size++] = old.world[all[i].rank];
    }
    free(all);
    uint64_t id =
        mix(mix(old.id, ++comm_of(handle)->made), (uint64_t)color + 100);
    *made = color == MPI_UNDEFINED ? MPI_COMM_NULL
                                   : comm_enter(id, size, rank, world);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Comm_free(MPI_Comm *handle)
{
    comm_of(*handle)->used = false;
    *handle = MPI_COMM_NULL;
    return MPI_SUCCESS;
}
