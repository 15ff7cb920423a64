/* calls_window.c - wrappers: one-sided communication. */
#include "argument.h"
#include "buffer.h"
#include "meeting.h"
#include "request.h"
#include "wait.h"
#include "window.h"

#define PASS(...) __VA_ARGS__

/* A call of MPICH that may need the help of ranks that sleep. */
#define HELPED(error, call) \
    wait_call_begin();      \
    error = call;           \
    wait_call_end()

static struct comm *gathered(MPI_Comm handle)
{
    struct comm *comm = board ? comm_of(handle) : NULL;
    if (comm)
        meeting_hold(comm, NONE);
    return comm;
}

/* Whether the layer knows what the window is about. */
static bool followed(MPI_Win handle)
{
    return board && window_of(handle)->comm;
}

static void made(MPI_Win handle, struct comm *comm, void *base, int64_t size,
                 int unit, bool local)
{
    if (comm)
        window_add(handle, comm, base, size, unit, local);
    else if (board)
        window_add_other(handle);
}

int MPI_Win_create(void *base, MPI_Aint size, int unit, MPI_Info info,
                   MPI_Comm handle, MPI_Win *window)
{
    ENTER("MPI_Win_create");
    if (board) {
        argument_count("the size", size);
        if (unit <= 0)
            layer_fail(FINDING_ARGUMENT,
                       "MPI_Win_create: the displacement unit is %d", unit);
        if (size > 0)
            argument_pointer("the memory", base);
    }
    struct comm *comm = gathered(handle);
    int error = PMPI_Win_create(base, size, unit, info, handle, window);
    if (error == MPI_SUCCESS)
        made(*window, comm, base, size, unit, true);
    LEAVE(error);
}

int MPI_Win_allocate(MPI_Aint size, int unit, MPI_Info info, MPI_Comm handle,
                     void *base, MPI_Win *window)
{
    ENTER("MPI_Win_allocate");
    if (board)
        argument_count("the size", size);
    struct comm *comm = gathered(handle);
    int error = PMPI_Win_allocate(size, unit, info, handle, base, window);
    if (error == MPI_SUCCESS)
        made(*window, comm, *(void **)base, size, unit, true);
    LEAVE(error);
}

int MPI_Win_allocate_shared(MPI_Aint size, int unit, MPI_Info info,
                            MPI_Comm handle, void *base, MPI_Win *window)
{
    ENTER("MPI_Win_allocate_shared");
    if (board)
        argument_count("the size", size);
    struct comm *comm = gathered(handle);
    int error =
        PMPI_Win_allocate_shared(size, unit, info, handle, base, window);
    if (error == MPI_SUCCESS)
        made(*window, comm, *(void **)base, size, unit, false);
    LEAVE(error);
}

int MPI_Win_create_dynamic(MPI_Info info, MPI_Comm handle, MPI_Win *window)
{
    ENTER("MPI_Win_create_dynamic");
    struct comm *comm = gathered(handle);
    int error = PMPI_Win_create_dynamic(info, handle, window);
    if (error == MPI_SUCCESS)
        made(*window, comm, NULL, -1, 1, false);
    LEAVE(error);
}

int MPI_Win_free(MPI_Win *handle)
{
    int error;
    ENTER("MPI_Win_free");
    if (board) {
        struct window *window = window_of(*handle);
        if (window->comm)
            meeting_hold(window->comm, NONE);
        window_remove(window);
    }
    HELPED(error, PMPI_Win_free(handle));
    LEAVE(error);
}

/* --- epochs --------------------------------------------------------------- */

/* `model` acts on `window` before MPICH does. */
#define EPOCH(name, parameters, values, model)     \
    int MPI_##name(PASS parameters)                \
    {                                              \
        int error;                                 \
        ENTER("MPI_" #name);                       \
        if (!followed(handle))                     \
            LEAVE(PMPI_##name(PASS values));       \
        struct window *window = window_of(handle); \
        model;                                     \
        HELPED(error, PMPI_##name(PASS values));   \
        LEAVE(error);                              \
    }

static bool exclusive_of(int kind)
{
    if (kind != MPI_LOCK_EXCLUSIVE && kind != MPI_LOCK_SHARED)
        layer_fail(FINDING_ARGUMENT, "%s: the kind of lock is %d", layer.call,
                   kind);
    return kind == MPI_LOCK_EXCLUSIVE;
}

EPOCH(Win_fence, (int assertion, MPI_Win handle), (assertion, handle),
      window_fence(window, assertion))
EPOCH(Win_lock, (int kind, int rank, int assertion, MPI_Win handle),
      (kind, rank, assertion, handle),
      window_lock(window, rank, exclusive_of(kind)))
EPOCH(Win_lock_all, (int assertion, MPI_Win handle), (assertion, handle),
      window_lock(window, WINDOW_ALL, false))
EPOCH(Win_flush, (int rank, MPI_Win handle), (rank, handle),
      window_flush(window, rank))
EPOCH(Win_flush_all, (MPI_Win handle), (handle),
      window_flush(window, WINDOW_ALL))
EPOCH(Win_flush_local, (int rank, MPI_Win handle), (rank, handle),
      window_flush_local(window, rank))
EPOCH(Win_flush_local_all, (MPI_Win handle), (handle),
      window_flush_local(window, WINDOW_ALL))
EPOCH(Win_start, (MPI_Group group, int assertion, MPI_Win handle),
      (group, assertion, handle), window_start(window, group))
EPOCH(Win_post, (MPI_Group group, int assertion, MPI_Win handle),
      (group, assertion, handle), window_post(window, group))
EPOCH(Win_complete, (MPI_Win handle), (handle), window_finish(window))
EPOCH(Win_wait, (MPI_Win handle), (handle), window_wait(window))

/* Another rank may get the lock only when MPICH has let it go. */
static int unlock(MPI_Win handle, int rank)
{
    int error;
    struct window *window = window_of(handle);
    window_check_lock(window, rank);
    HELPED(error, rank == WINDOW_ALL ? PMPI_Win_unlock_all(handle)
                                     : PMPI_Win_unlock(rank, handle));
    window_unlock(window, rank);
    return error;
}

int MPI_Win_unlock(int rank, MPI_Win handle)
{
    ENTER("MPI_Win_unlock");
    LEAVE(followed(handle) ? unlock(handle, rank)
                           : PMPI_Win_unlock(rank, handle));
}

int MPI_Win_unlock_all(MPI_Win handle)
{
    ENTER("MPI_Win_unlock_all");
    LEAVE(followed(handle) ? unlock(handle, WINDOW_ALL)
                           : PMPI_Win_unlock_all(handle));
}

int MPI_Win_test(MPI_Win handle, int *flag)
{
    ENTER("MPI_Win_test");
    int error = PMPI_Win_test(handle, flag);
    if (error == MPI_SUCCESS && *flag && followed(handle))
        window_wait(window_of(handle));
    LEAVE(error);
}

/* --- accesses ------------------------------------------------------------- */

/* The buffer at this rank is in use until the epoch ends; or until the request
 * of this call is complete. */
static struct request *in_request;

static void watch(struct window *window, int target, const void *buffer,
                  int count, MPI_Datatype type, bool writes)
{
    const void *owner = in_request;
    argument_data(buffer, count, type);
    if (target >= 0)
        buffer_watch(owner ? owner : &window->sizes[target], buffer, count,
                     type, writes);
}

static void touch(MPI_Win handle, int target, MPI_Aint place, int count,
                  MPI_Datatype type, bool writes, int operator, bool fetches)
{
    struct access access = {.window = window_of(handle),
                            .target = target,
                            .place = place,
                            .count = count,
                            .type = type,
                            .writes = writes,
                            .request = writes ? NULL : in_request,
                            .operator= operator,
                            .fetches = fetches };
    window_touch(&access);
}

#define ORIGIN MPI_Datatype type, int target, MPI_Aint place
#define AT_TARGET int target_count, MPI_Datatype target_type

/* What is moved has to fit where it goes, as between send and receive. */
static void fits(int from_count, MPI_Datatype from, int to_count,
                 MPI_Datatype to)
{
    struct signature moved = type_signature(from_count, from);
    struct signature room = type_signature(to_count, to);
    bool types = signature_begins(&moved, &room);
    if (types && moved.bytes <= room.bytes)
        return;
    layer_fail(types ? FINDING_TRUNCATION : FINDING_TYPE_MISMATCH,
               "%s moves %s to a place for %s", layer.call,
               signature_text(&moved), signature_text(&room));
}

static void check_put(MPI_Win handle, const void *buffer, int count, ORIGIN,
                      AT_TARGET)
{
    touch(handle, target, place, target_count, target_type, true, 0, false);
    watch(window_of(handle), target, buffer, count, type, false);
    fits(count, type, target_count, target_type);
}

static void check_get(MPI_Win handle, void *buffer, int count, ORIGIN,
                      AT_TARGET)
{
    touch(handle, target, place, target_count, target_type, false, 0, false);
    watch(window_of(handle), target, buffer, count, type, true);
    fits(target_count, target_type, count, type);
}

static void check_accumulate(MPI_Win handle, const void *buffer, int count,
                             ORIGIN, AT_TARGET, MPI_Op operator)
{
    if (operator== MPI_OP_NULL)
        layer_fail(FINDING_ARGUMENT, "%s: the operator is MPI_OP_NULL",
                   layer.call);
    touch(handle, target, place, target_count, target_type, true, operator,
          false);
    watch(window_of(handle), target, buffer, count, type, false);
    fits(count, type, target_count, target_type);
}

#define ACCESS(name, Rname, check, parameters, values)                     \
    int MPI_##name(PASS parameters, MPI_Win handle)                        \
    {                                                                      \
        ENTER("MPI_" #name);                                               \
        if (followed(handle))                                              \
            check(handle, PASS values);                                    \
        LEAVE(PMPI_##name(PASS values, handle));                           \
    }                                                                      \
    int MPI_##Rname(PASS parameters, MPI_Win handle, MPI_Request *request) \
    {                                                                      \
        ENTER("MPI_" #Rname);                                              \
        if (!followed(handle))                                             \
            LEAVE(PMPI_##Rname(PASS values, handle, request));             \
        in_request = request_new(REQUEST_OTHER);                           \
        check(handle, PASS values);                                        \
        int error = PMPI_##Rname(PASS values, handle, &in_request->real);  \
        in_request->active = in_request->started = true;                   \
        in_request->posted = true;                                         \
        *request = request_handle(in_request);                             \
        in_request = NULL;                                                 \
        LEAVE(error);                                                      \
    }

ACCESS(Put, Rput, check_put, (const void *buffer, int count, ORIGIN, AT_TARGET),
       (buffer, count, type, target, place, target_count, target_type))
ACCESS(Get, Rget, check_get, (void *buffer, int count, ORIGIN, AT_TARGET),
       (buffer, count, type, target, place, target_count, target_type))
ACCESS(Accumulate, Raccumulate, check_accumulate,
       (const void *buffer, int count, ORIGIN, AT_TARGET, MPI_Op operator),
       (buffer, count, type, target, place, target_count,
        target_type, operator))

int MPI_Get_accumulate(const void *buffer, int count, MPI_Datatype type,
                       void *result, int result_count, MPI_Datatype result_type,
                       int target, MPI_Aint place, int target_count,
                       MPI_Datatype target_type, MPI_Op operator,
                       MPI_Win handle)
{
    ENTER("MPI_Get_accumulate");
    if (followed(handle)) {
        touch(handle, target, place, target_count,
              target_type, operator!= MPI_NO_OP, operator, true);
        if (operator!= MPI_NO_OP)
            watch(window_of(handle), target, buffer, count, type, false);
        watch(window_of(handle), target, result, result_count, result_type,
              true);
        if (operator!= MPI_NO_OP)
            fits(count, type, target_count, target_type);
        fits(target_count, target_type, result_count, result_type);
    }
    LEAVE(PMPI_Get_accumulate(buffer, count, type, result, result_count,
                              result_type, target, place, target_count,
                              target_type, operator, handle));
}

int MPI_Fetch_and_op(const void *buffer, void *result, MPI_Datatype type,
                     int target, MPI_Aint place, MPI_Op operator,
                     MPI_Win handle)
{
    ENTER("MPI_Fetch_and_op");
    if (followed(handle)) {
        touch(handle, target, place, 1, type, operator!= MPI_NO_OP, operator,
              true);
        if (operator!= MPI_NO_OP)
            watch(window_of(handle), target, buffer, 1, type, false);
        watch(window_of(handle), target, result, 1, type, true);
    }
    LEAVE(PMPI_Fetch_and_op(buffer, result, type, target, place, operator,
                            handle));
}

int MPI_Compare_and_swap(const void *buffer, const void *compare, void *result,
                         MPI_Datatype type, int target, MPI_Aint place,
                         MPI_Win handle)
{
    ENTER("MPI_Compare_and_swap");
    if (followed(handle)) {
        touch(handle, target, place, 1, type, true, MPI_REPLACE, true);
        watch(window_of(handle), target, buffer, 1, type, false);
        watch(window_of(handle), target, compare, 1, type, false);
        watch(window_of(handle), target, result, 1, type, true);
    }
    LEAVE(PMPI_Compare_and_swap(buffer, compare, result, type, target, place,
                                handle));
}
