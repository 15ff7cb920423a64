/*
 * window.c - windows, and one-sided communication.
 *
 * The memory of a window lies in the mapping that all ranks share, so an
 * access is a copy; in what order, the model's clocks decide (mini_in_turn). By
 * the model an access is a message to the target, and one back if it brings
 * something; both count as the origin's. A lock travels with the first access.
 */
#include "mini.h"
#include "port.h"

#include <stdlib.h>
#include <string.h>

/* In shared memory, one for each rank of the communicator. */
struct target {
    char *base;
    long size;
    int unit;
    int shared_by; /* how many hold a shared lock */
    bool exclusive;
    double free_at;   /* when the latest exclusive lock was given back */
    int waits_for;    /* of this rank: whose lock; -1: none */
    struct port port; /* receiving, for accesses to windows */
};

struct window {
    bool used, fenced, all_locked;
    MPI_Comm comm;
    struct target *target;
    char *locked; /* by this rank: 0, 's' or 'x' */
    double *done; /* when this rank's accesses to each target are complete */
};

static struct window *windows;
static int window_count;

static struct window *window_of(MPI_Win handle)
{
    if (handle < 0 || handle >= window_count || !windows[handle].used)
        mini_fail("this is not a window");
    return &windows[handle];
}

static double later(double a, double b)
{
    return a > b ? a : b;
}

/* The first rank makes what all of them share, and tells where it is. */
static struct target *targets_share(MPI_Comm handle, long bytes)
{
    struct target *target = NULL;
    const struct comm *comm = comm_of(handle);
    if (comm->rank == 0)
        target = mini_alloc(comm->size * (long)sizeof *target);
    MPI_Bcast(&target, sizeof target, MPI_BYTE, 0, handle);
    target[comm_of(handle)->rank] = (struct target){
        .base = mini_alloc(bytes + 1), .size = bytes, .waits_for = -1};
    memset(target[comm_of(handle)->rank].base, 0, (size_t)bytes);
    return target;
}

int MPI_Win_allocate(MPI_Aint bytes, int unit, MPI_Info info, MPI_Comm handle,
                     void *base, MPI_Win *made)
{
    (void)info;
    mini_enter("MPI_Win_allocate");
    if (bytes < 0 || unit <= 0)
        mini_fail("%ld bytes in units of %d", bytes, unit);
    struct target *target = targets_share(handle, bytes);
    const struct comm *comm = comm_of(handle);
    target[comm->rank].unit = unit;
    *(void **)base = target[comm->rank].base;
    windows = mini_grow(windows, (size_t)(window_count + 1) * sizeof *windows);
    windows[window_count] =
        (struct window){.used = true,
                        .comm = handle,
                        .target = target,
                        .locked = calloc((size_t)comm->size, 1),
                        .done = calloc((size_t)comm->size, sizeof(double))};
    *made = window_count++;
    MPI_Barrier(handle);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Win_free(MPI_Win *handle)
{
    mini_enter("MPI_Win_free");
    struct window *window = window_of(*handle);
    const struct comm *comm = comm_of(window->comm);
    MPI_Barrier(window->comm);
    struct target own = window->target[comm->rank];
    mini_free(own.base, own.size + 1);
    MPI_Barrier(window->comm);
    if (comm->rank == 0)
        mini_free(window->target, comm->size * (long)sizeof *window->target);
    free(window->locked);
    free(window->done);
    window->used = false;
    *handle = MPI_WIN_NULL;
    mini_leave();
    return MPI_SUCCESS;
}

/* --- epochs --------------------------------------------------------------- */

static void complete(struct window *window, int rank)
{
    struct mini_rank *me = &shared->rank[mini_rank];
    me->clock = later(me->clock, window->done[rank]);
}

static void complete_all(struct window *window)
{
    for (int i = 0; i < comm_of(window->comm)->size; i++)
        complete(window, i);
}

int MPI_Win_fence(int assertion, MPI_Win handle)
{
    mini_enter("MPI_Win_fence");
    struct window *window = window_of(handle);
    complete_all(window);
    window->fenced = !(assertion & MPI_MODE_NOSUCCEED);
    MPI_Barrier(window->comm);
    mini_leave();
    return MPI_SUCCESS;
}

static struct target *target_of(const struct window *window, int rank)
{
    if (rank < 0 || rank >= comm_of(window->comm)->size)
        mini_fail("there is no rank %d, of %d", rank,
                  comm_of(window->comm)->size);
    return &window->target[rank];
}

static void lock(struct window *window, int rank, char kind)
{
    struct target *target = target_of(window, rank);
    struct target *own = &window->target[comm_of(window->comm)->rank];
    struct mini_rank *me = &shared->rank[mini_rank];
    if (window->locked[rank])
        mini_fail("the lock of rank %d is held already", rank);
    mini_in_turn();
    while (target->exclusive || (kind == 'x' && target->shared_by > 0)) {
        own->waits_for = rank;
        mini_pass(true);
    }
    own->waits_for = -1;
    me->clock = later(me->clock, target->free_at);
    target->exclusive = kind == 'x';
    target->shared_by += kind == 's';
    window->locked[rank] = kind;
}

static void unlock(struct window *window, int rank)
{
    const struct comm *comm = comm_of(window->comm);
    struct target *target = target_of(window, rank);
    if (!window->locked[rank])
        mini_fail("the lock of rank %d is not held", rank);
    complete(window, rank);
    if (window->locked[rank] == 'x') {
        target->exclusive = false;
        target->free_at = shared->rank[mini_rank].clock;
    } else {
        target->shared_by--;
    }
    window->locked[rank] = 0;
    for (int i = 0; i < comm->size; i++)
        if (window->target[i].waits_for == rank)
            mini_ready(comm->world[i]);
}

int MPI_Win_lock(int kind, int rank, int assertion, MPI_Win handle)
{
    (void)assertion;
    mini_enter("MPI_Win_lock");
    lock(window_of(handle), rank, kind == MPI_LOCK_EXCLUSIVE ? 'x' : 's');
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Win_unlock(int rank, MPI_Win handle)
{
    mini_enter("MPI_Win_unlock");
    unlock(window_of(handle), rank);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Win_lock_all(int assertion, MPI_Win handle)
{
    (void)assertion;
    mini_enter("MPI_Win_lock_all");
    struct window *window = window_of(handle);
    for (int i = 0; i < comm_of(window->comm)->size; i++)
        lock(window, i, 's');
    window->all_locked = true;
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Win_unlock_all(MPI_Win handle)
{
    mini_enter("MPI_Win_unlock_all");
    struct window *window = window_of(handle);
    if (!window->all_locked)
        mini_fail("MPI_Win_lock_all was not called");
    for (int i = 0; i < comm_of(window->comm)->size; i++)
        unlock(window, i);
    window->all_locked = false;
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Win_flush(int rank, MPI_Win handle)
{
    mini_enter("MPI_Win_flush");
    struct window *window = window_of(handle);
    target_of(window, rank);
    complete(window, rank);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Win_flush_local(int rank, MPI_Win handle)
{
    return MPI_Win_flush(rank, handle);
}

int MPI_Win_flush_all(MPI_Win handle)
{
    mini_enter("MPI_Win_flush_all");
    complete_all(window_of(handle));
    mini_leave();
    return MPI_SUCCESS;
}

/* --- accesses ------------------------------------------------------------- */

/* Memory of the target that an access of so many elements may use. */
static void *memory_of(const struct window *window, int rank, MPI_Aint place,
                       long count, MPI_Datatype type)
{
    const struct target *target = target_of(window, rank);
    long low = place * target->unit, high = low + count * type_extent(type);
    if (!window->fenced && !window->locked[rank])
        mini_fail("no epoch is open for rank %d", rank);
    if (count > 0 && (low < 0 || high > target->size))
        mini_fail("bytes %ld to %ld of a window of %ld", low, high,
                  target->size);
    mini_in_turn();
    return target->base + low;
}

/* One message more of ours, from a rank to the port of another one; when it is
 * there, if it leaves at `time`. */
static double message(struct mini_rank *from, struct port *port, double time,
                      long bytes)
{
    struct mini_rank *me = &shared->rank[mini_rank];
    double length = shared->alpha + shared->beta * (double)bytes;
    from->send_port = later(time, from->send_port) + length;
    me->messages++;
    me->bytes += bytes;
    me->round++;
    return port_take(port, from->send_port, length);
}

/* `there` bytes go to the target, and `back` ones come; -1: no answer. */
static void travel(struct window *window, int rank, long there, long back)
{
    const struct comm *comm = comm_of(window->comm);
    struct mini_rank *me = &shared->rank[mini_rank];
    struct mini_rank *to = &shared->rank[comm->world[rank]];
    if (to == me)
        return;
    double done = message(me, &window->target[rank].port, me->clock, there);
    if (back >= 0)
        done = message(to, &window->target[comm->rank].port, done, back);
    window->done[rank] = later(window->done[rank], done);
}

int MPI_Put(const void *buffer, int count, MPI_Datatype type, int rank,
            MPI_Aint place, int there, MPI_Datatype there_type, MPI_Win handle)
{
    mini_enter("MPI_Put");
    struct window *window = window_of(handle);
    void *memory = memory_of(window, rank, place, there, there_type);
    type_copy(memory, there_type, buffer, count, type);
    travel(window, rank, count * type_size(type), -1);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Get(void *buffer, int count, MPI_Datatype type, int rank,
            MPI_Aint place, int there, MPI_Datatype there_type, MPI_Win handle)
{
    mini_enter("MPI_Get");
    struct window *window = window_of(handle);
    const void *memory = memory_of(window, rank, place, there, there_type);
    type_copy(buffer, type, memory, there, there_type);
    travel(window, rank, 0, count * type_size(type));
    mini_leave();
    return MPI_SUCCESS;
}

static void apply(MPI_Op operator, const void * in, void *out, int count,
                  MPI_Datatype type)
{
    if (operator== MPI_REPLACE)
        memcpy(out, in, (size_t)(count * type_size(type)));
    else if (operator!= MPI_NO_OP)
        operator_apply(operator, in, out, count, type);
}

int MPI_Accumulate(const void *buffer, int count, MPI_Datatype type, int rank,
                   MPI_Aint place, int there, MPI_Datatype there_type,
                   MPI_Op operator, MPI_Win handle)
{
    mini_enter("MPI_Accumulate");
    struct window *window = window_of(handle);
    void *memory = memory_of(window, rank, place, there, there_type);
    if (type != there_type || type_size(type) != type_extent(type))
        mini_fail("both sides have to be of one basic type");
    apply(operator, buffer, memory, count, type);
    travel(window, rank, count * type_size(type), -1);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Get_accumulate(const void *buffer, int count, MPI_Datatype type,
                       void *result, int result_count, MPI_Datatype result_type,
                       int rank, MPI_Aint place, int there,
                       MPI_Datatype there_type, MPI_Op operator, MPI_Win handle)
{
    mini_enter("MPI_Get_accumulate");
    struct window *window = window_of(handle);
    void *memory = memory_of(window, rank, place, there, there_type);
    if (result_type != there_type ||
        (operator!= MPI_NO_OP && type != there_type) ||
        type_size(there_type) != type_extent(there_type))
        mini_fail("all sides have to be of one basic type");
    memcpy(result, memory, (size_t)(result_count * type_size(result_type)));
    apply(operator, buffer, memory, count, type);
    travel(window, rank, operator== MPI_NO_OP ? 0 : count * type_size(type),
           result_count * type_size(result_type));
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Fetch_and_op(const void *buffer, void *result, MPI_Datatype type,
                     int rank, MPI_Aint place, MPI_Op operator, MPI_Win handle)
{
    return MPI_Get_accumulate(buffer, 1, type, result, 1, type, rank, place, 1,
                              type, operator, handle);
}

int MPI_Compare_and_swap(const void *buffer, const void *compare, void *result,
                         MPI_Datatype type, int rank, MPI_Aint place,
                         MPI_Win handle)
{
    mini_enter("MPI_Compare_and_swap");
    struct window *window = window_of(handle);
    void *memory = memory_of(window, rank, place, 1, type);
    size_t bytes = (size_t)type_size(type);
    memcpy(result, memory, bytes);
    if (memcmp(result, compare, bytes) == 0)
        memcpy(memory, buffer, bytes);
    travel(window, rank, 2 * (long)bytes, (long)bytes);
    mini_leave();
    return MPI_SUCCESS;
}
