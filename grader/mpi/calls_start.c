/* calls_start.c - wrappers: beginning and end of MPI. */
#include <stdlib.h>

#include "buffer.h"
#include "comm.h"
#include "finish.h"
#include "layer.h"

static MPI_Errhandler errors = MPI_ERRORS_RETURN; /* ours, see start */

/* MPICH found an error: calls that have a wrapper return it, and are reported
 * when they leave (layer_leave); the others are reported here. */
static void error_seen(MPI_Comm *comm, int *code, ...)
{
    (void)comm;
    if (layer_inside > 0 || layer.returns_errors)
        return;
    layer.place = finish_place();
    layer_refuse(*code);
}

static void start(void)
{
    if (!board)
        return;
    struct rank *me = &board->rank[layer.rank];
    PMPI_Comm_create_errhandler(error_seen, &errors);
    PMPI_Comm_set_errhandler(MPI_COMM_WORLD, errors);
    PMPI_Comm_set_errhandler(MPI_COMM_SELF, errors);
    PMPI_Query_thread(&layer.thread_level);
    comm_start();
    board_lock();
    me->initialised = true;
    board_unlock();
}

static void check_start(void)
{
    if (!board)
        return;
    const struct rank *me = &board->rank[layer.rank];
    if (me->initialised)
        layer_fail(FINDING_ARGUMENT, "%s: MPI is initialised already",
                   layer.call);
}

int MPI_Init(int *argc, char ***argv)
{
    ENTER_ANY_TIME("MPI_Init");
    check_start();
    int error = PMPI_Init(argc, argv);
    start();
    LEAVE(error);
}

int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
{
    ENTER_ANY_TIME("MPI_Init_thread");
    check_start();
    int error = PMPI_Init_thread(argc, argv, required, provided);
    start();
    LEAVE(error);
}

#if MPI_VERSION >= 4
/* What is made of a session is not followed. */
int MPI_Session_init(MPI_Info info, MPI_Errhandler handler,
                     MPI_Session *session)
{
    ENTER_ANY_TIME("MPI_Session_init");
    layer.sessions = true;
    LEAVE(PMPI_Session_init(info, handler, session));
}
#endif

/* The attributes of MPI_COMM_SELF: before anything else MPI_Finalize deletes
 * them, the latest first, and their functions free what libraries have made. */
static int *own_keys, own_count;

static void own_forget(int key)
{
    int kept = 0;
    for (int i = 0; i < own_count; i++)
        if (own_keys[i] != key)
            own_keys[kept++] = own_keys[i];
    own_count = kept;
}

int MPI_Comm_set_attr(MPI_Comm comm, int key, void *value)
{
    ENTER("MPI_Comm_set_attr");
    int error = PMPI_Comm_set_attr(comm, key, value);
    if (board && comm == MPI_COMM_SELF && error == MPI_SUCCESS) {
        own_forget(key);
        own_keys =
            layer_grow(own_keys, (size_t)(own_count + 1) * sizeof *own_keys);
        own_keys[own_count++] = key;
    }
    LEAVE(error);
}

int MPI_Comm_delete_attr(MPI_Comm comm, int key)
{
    ENTER("MPI_Comm_delete_attr");
    int error = PMPI_Comm_delete_attr(comm, key);
    if (board && comm == MPI_COMM_SELF && error == MPI_SUCCESS)
        own_forget(key);
    LEAVE(error);
}

int MPI_Finalize(void)
{
    ENTER("MPI_Finalize");
    while (board && own_count > 0)
        PMPI_Comm_delete_attr(MPI_COMM_SELF, own_keys[--own_count]);
    if (board)
        finish_finalize();
    LEAVE(PMPI_Finalize());
}

int MPI_Abort(MPI_Comm comm, int code)
{
    ENTER("MPI_Abort");
    if (board)
        layer_fail(FINDING_EXIT, "calls MPI_Abort with code %d", code);
    LEAVE(PMPI_Abort(comm, code));
}

int MPI_Comm_set_errhandler(MPI_Comm comm, MPI_Errhandler handler)
{
    ENTER("MPI_Comm_set_errhandler");
    if (handler != MPI_ERRORS_ARE_FATAL)
        layer.returns_errors = true;
    LEAVE(PMPI_Comm_set_errhandler(
        comm, handler == MPI_ERRORS_ARE_FATAL ? errors : handler));
}

int MPI_Comm_size(MPI_Comm comm, int *size)
{
    ENTER("MPI_Comm_size");
    if (board)
        comm_of(comm);
    LEAVE(PMPI_Comm_size(comm, size));
}

int MPI_Comm_rank(MPI_Comm comm, int *rank)
{
    ENTER("MPI_Comm_rank");
    if (board)
        comm_of(comm);
    LEAVE(PMPI_Comm_rank(comm, rank));
}
