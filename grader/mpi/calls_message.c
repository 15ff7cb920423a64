/* calls_message.c - wrappers: sending and receiving. */
#include <stdlib.h>

#include "argument.h"
#include "buffer.h"
#include "handle.h"
#include "match.h"
#include "request.h"
#include "wait.h"

static struct request *message(enum request_kind kind, const void *buffer,
                               int count, MPI_Datatype type, int peer, int tag,
                               const struct comm *comm)
{
    bool receives = kind == REQUEST_RECEIVE;
    if (receives) {
        argument_most(buffer, count, type);
        argument_room(count, type);
    } else {
        argument_data(buffer, count, type);
    }
    argument_peer(comm, peer, receives);
    argument_tag(tag, receives);
    struct request *request = request_new(kind);
    request->buffer = (void *)buffer;
    request->count = count;
    request->type = type;
    request->peer = peer;
    request->tag = tag;
    request->comm = comm;
    return request;
}

static int complete(struct request *request, MPI_Status *status)
{
    request_wait(&request, 1, true);
    return request_finish(request, status);
}

static int send_now(enum send_mode mode, const void *buffer, int count,
                    MPI_Datatype type, int peer, int tag, struct comm *comm)
{
    struct request *request =
        message(REQUEST_SEND, buffer, count, type, peer, tag, comm);
    request->mode = mode;
    request_start(request);
    return complete(request, MPI_STATUS_IGNORE);
}

static int send_later(enum send_mode mode, bool persistent, const void *buffer,
                      int count, MPI_Datatype type, int peer, int tag,
                      struct comm *comm, MPI_Request *handle)
{
    struct request *request =
        message(REQUEST_SEND, buffer, count, type, peer, tag, comm);
    argument_pointer("the request", handle);
    request->mode = mode;
    request->persistent = persistent;
    if (!persistent)
        request_start(request);
    *handle = request_handle(request);
    return MPI_SUCCESS;
}

/* The communicator, unless the layer does not follow it. */
static struct comm *followed(MPI_Comm comm)
{
    return board ? comm_of(comm) : NULL;
}

#define SEND(name, mode)                                                       \
    int MPI_##name(const void *buffer, int count, MPI_Datatype type, int peer, \
                   int tag, MPI_Comm handle)                                   \
    {                                                                          \
        ENTER("MPI_" #name);                                                   \
        struct comm *comm = followed(handle);                                  \
        if (!comm)                                                             \
            LEAVE(PMPI_##name(buffer, count, type, peer, tag, handle));        \
        LEAVE(send_now(mode, buffer, count, type, peer, tag, comm));           \
    }

SEND(Send, MODE_STANDARD)
SEND(Ssend, MODE_SYNCHRONOUS)
SEND(Bsend, MODE_BUFFERED)
SEND(Rsend, MODE_READY)

#define SEND_LATER(name, mode, persistent)                                     \
    int MPI_##name(const void *buffer, int count, MPI_Datatype type, int peer, \
                   int tag, MPI_Comm handle, MPI_Request *request)             \
    {                                                                          \
        ENTER("MPI_" #name);                                                   \
        struct comm *comm = followed(handle);                                  \
        if (!comm)                                                             \
            LEAVE(                                                             \
                PMPI_##name(buffer, count, type, peer, tag, handle, request)); \
        LEAVE(send_later(mode, persistent, buffer, count, type, peer, tag,     \
                         comm, request));                                      \
    }

SEND_LATER(Isend, MODE_STANDARD, false)
SEND_LATER(Issend, MODE_SYNCHRONOUS, false)
SEND_LATER(Ibsend, MODE_BUFFERED, false)
SEND_LATER(Irsend, MODE_READY, false)
SEND_LATER(Send_init, MODE_STANDARD, true)
SEND_LATER(Ssend_init, MODE_SYNCHRONOUS, true)
SEND_LATER(Bsend_init, MODE_BUFFERED, true)
SEND_LATER(Rsend_init, MODE_READY, true)

int MPI_Recv(void *buffer, int count, MPI_Datatype type, int peer, int tag,
             MPI_Comm handle, MPI_Status *status)
{
    ENTER("MPI_Recv");
    struct comm *comm = followed(handle);
    if (!comm)
        LEAVE(PMPI_Recv(buffer, count, type, peer, tag, handle, status));
    struct request *request =
        message(REQUEST_RECEIVE, buffer, count, type, peer, tag, comm);
    request_start(request);
    LEAVE(complete(request, status));
}

static int receive_later(bool persistent, void *buffer, int count,
                         MPI_Datatype type, int peer, int tag,
                         struct comm *comm, MPI_Request *handle)
{
    struct request *request =
        message(REQUEST_RECEIVE, buffer, count, type, peer, tag, comm);
    argument_pointer("the request", handle);
    request->persistent = persistent;
    if (!persistent)
        request_start(request);
    *handle = request_handle(request);
    return MPI_SUCCESS;
}

int MPI_Irecv(void *buffer, int count, MPI_Datatype type, int peer, int tag,
              MPI_Comm handle, MPI_Request *request)
{
    ENTER("MPI_Irecv");
    struct comm *comm = followed(handle);
    if (!comm)
        LEAVE(PMPI_Irecv(buffer, count, type, peer, tag, handle, request));
    LEAVE(receive_later(false, buffer, count, type, peer, tag, comm, request));
}

int MPI_Recv_init(void *buffer, int count, MPI_Datatype type, int peer, int tag,
                  MPI_Comm handle, MPI_Request *request)
{
    ENTER("MPI_Recv_init");
    struct comm *comm = followed(handle);
    if (!comm)
        LEAVE(PMPI_Recv_init(buffer, count, type, peer, tag, handle, request));
    LEAVE(receive_later(true, buffer, count, type, peer, tag, comm, request));
}

/* The receive is started first, the send cannot wait for itself. */
static int exchange(struct request *receive, struct request *send,
                    MPI_Status *status)
{
    struct request *both[2] = {receive, send};
    request_start(receive);
    request_start(send);
    request_wait(both, 2, true);
    request_finish(send, MPI_STATUS_IGNORE);
    return request_finish(receive, status);
}

int MPI_Sendrecv(const void *out, int out_count, MPI_Datatype out_type,
                 int out_peer, int out_tag, void *in, int in_count,
                 MPI_Datatype in_type, int in_peer, int in_tag, MPI_Comm handle,
                 MPI_Status *status)
{
    ENTER("MPI_Sendrecv");
    struct comm *comm = followed(handle);
    if (!comm)
        LEAVE(PMPI_Sendrecv(out, out_count, out_type, out_peer, out_tag, in,
                            in_count, in_type, in_peer, in_tag, handle,
                            status));
    struct request *send = message(REQUEST_SEND, out, out_count, out_type,
                                   out_peer, out_tag, comm);
    struct request *receive =
        message(REQUEST_RECEIVE, in, in_count, in_type, in_peer, in_tag, comm);
    argument_apart(out, out_count, out_type, in, in_count, in_type);
    LEAVE(exchange(receive, send, status));
}

int MPI_Sendrecv_replace(void *buffer, int count, MPI_Datatype type, int dest,
                         int out_tag, int source, int in_tag, MPI_Comm handle,
                         MPI_Status *status)
{
    ENTER("MPI_Sendrecv_replace");
    struct comm *comm = followed(handle);
    if (!comm)
        LEAVE(PMPI_Sendrecv_replace(buffer, count, type, dest, out_tag, source,
                                    in_tag, handle, status));
    argument_data(buffer, count, type);
    int size = 0, used = 0;
    PMPI_Pack_size(count, type, handle, &size);
    char *copy = malloc((size_t)size + 1);
    PMPI_Pack(buffer, count, type, copy, size, &used, handle);
    struct request *receive =
        message(REQUEST_RECEIVE, buffer, count, type, source, in_tag, comm);
    struct request *send =
        message(REQUEST_SEND, copy, used, MPI_PACKED, dest, out_tag, comm);
    int error = exchange(receive, send, status);
    free(copy);
    LEAVE(error);
}

/* Sets the status as MPICH does for that very message. */
static int probe_status(const struct op *probe, const struct comm *comm,
                        MPI_Status *status)
{
    int there = 0, error = MPI_SUCCESS, source = 0;
    while (comm->world[source] != probe->peer)
        source++;
    while (error == MPI_SUCCESS && !there) {
        error = PMPI_Iprobe(source, probe->tag, comm->handle, &there, status);
        if (!there)
            wait_carry(probe->peer);
    }
    wait_carried();
    return error;
}

static bool probe_look(struct op *probe)
{
    board_lock();
    if (probe->state == OP_PENDING && !probe->wild) {
        const struct op *found = match_probe(probe);
        if (found) {
            probe->peer = found->rank;
            probe->tag = found->tag;
            probe->state = OP_MATCHED;
        }
    }
    bool found = probe->state == OP_MATCHED;
    board_unlock();
    return found;
}

/* Takes the message that the probe has found, for MPI_Mrecv. */
static void probe_take(struct op *probe)
{
    board_lock();
    probe->state = OP_PENDING;
    struct op *message = match_probe(probe);
    match_take(message, probe);
    board_unlock();
}

static int take_real(const struct op *probe, const struct comm *comm,
                     MPI_Message *message, MPI_Status *status)
{
    int there = 0, error = MPI_SUCCESS, source = 0;
    while (comm->world[source] != probe->peer)
        source++;
    while (error == MPI_SUCCESS && !there) {
        error = PMPI_Improbe(source, probe->tag, comm->handle, &there, message,
                             status);
        if (!there)
            wait_carry(probe->peer);
    }
    wait_carried();
    return error;
}

static struct op *probe_new(int source, int tag, const struct comm *comm)
{
    argument_peer(comm, source, true);
    argument_tag(tag, true);
    layer_note(source, tag, 0);
    return match_new(OP_PROBE, comm, source, tag, NULL);
}

static void probe_end(struct op *probe)
{
    board_lock();
    match_drop(probe);
    board_unlock();
}

static void proc_null_status(MPI_Status *status)
{
    request_empty_status(status);
    if (status != MPI_STATUS_IGNORE)
        status->MPI_SOURCE = MPI_PROC_NULL;
}

static void probe_wait(struct op *probe)
{
    struct item item = {.kind = ITEM_OP, .index = match_index(probe)};
    while (!probe_look(probe)) {
        request_serve();
        wait_sleep(&item, 1, true, false);
    }
    wait_go_on();
    request_serve();
}

int MPI_Probe(int source, int tag, MPI_Comm handle, MPI_Status *status)
{
    ENTER("MPI_Probe");
    struct comm *comm = followed(handle);
    if (!comm)
        LEAVE(PMPI_Probe(source, tag, handle, status));
    if (source == MPI_PROC_NULL) {
        proc_null_status(status);
        LEAVE(MPI_SUCCESS);
    }
    struct op *probe = probe_new(source, tag, comm);
    probe_wait(probe);
    int error = probe_status(probe, comm, status);
    probe_end(probe);
    LEAVE(error);
}

/* A test of an open probe takes what is there: it does not wait for more. */
static bool probe_once(struct op *probe)
{
    struct op *found[BOARD_RANKS];
    if (probe->wild) {
        board_lock();
        if (match_candidates(probe, found) > 0)
            match_resolve(probe, found[0]);
        board_unlock();
    }
    return probe_look(probe);
}

/* NULL: nothing is there. Then the rank counts as waiting between two tests, so
 * the probe that failed stays on the board until the next one. */
static struct op *probe_test(int source, int tag, const struct comm *comm)
{
    static struct op *failed;
    if (failed)
        probe_end(failed);
    failed = NULL;
    struct op *probe = probe_new(source, tag, comm);
    struct item item = {.kind = ITEM_OP, .index = match_index(probe)};
    request_serve();
    if (probe_once(probe))
        return probe;
    failed = probe;
    wait_poll(&item, 1, true);
    return NULL;
}

int MPI_Iprobe(int source, int tag, MPI_Comm handle, int *flag,
               MPI_Status *status)
{
    ENTER("MPI_Iprobe");
    struct comm *comm = followed(handle);
    if (!comm)
        LEAVE(PMPI_Iprobe(source, tag, handle, flag, status));
    int error = MPI_SUCCESS;
    if (source == MPI_PROC_NULL) {
        *flag = 1;
        proc_null_status(status);
        LEAVE(MPI_SUCCESS);
    }
    struct op *probe = probe_test(source, tag, comm);
    *flag = probe != NULL;
    if (probe) {
        error = probe_status(probe, comm, status);
        probe_end(probe);
    }
    LEAVE(error);
}

int MPI_Mprobe(int source, int tag, MPI_Comm handle, MPI_Message *message,
               MPI_Status *status)
{
    ENTER("MPI_Mprobe");
    struct comm *comm = followed(handle);
    if (!comm || source == MPI_PROC_NULL)
        LEAVE(PMPI_Mprobe(source, tag, handle, message, status));
    struct op *probe = probe_new(source, tag, comm);
    probe_wait(probe);
    probe_take(probe);
    int error = take_real(probe, comm, message, status);
    handle_add(FINDING_UNREAD_MESSAGE, *message);
    probe_end(probe);
    LEAVE(error);
}

int MPI_Improbe(int source, int tag, MPI_Comm handle, int *flag,
                MPI_Message *message, MPI_Status *status)
{
    ENTER("MPI_Improbe");
    struct comm *comm = followed(handle);
    if (!comm || source == MPI_PROC_NULL)
        LEAVE(PMPI_Improbe(source, tag, handle, flag, message, status));
    int error = MPI_SUCCESS;
    struct op *probe = probe_test(source, tag, comm);
    *flag = probe != NULL;
    if (probe) {
        probe_take(probe);
        error = take_real(probe, comm, message, status);
        handle_add(FINDING_UNREAD_MESSAGE, *message);
        probe_end(probe);
    }
    LEAVE(error);
}

int MPI_Mrecv(void *buffer, int count, MPI_Datatype type, MPI_Message *message,
              MPI_Status *status)
{
    ENTER("MPI_Mrecv");
    if (board) {
        argument_data(buffer, count, type);
        handle_remove(FINDING_UNREAD_MESSAGE, *message);
    }
    LEAVE(PMPI_Mrecv(buffer, count, type, message, status));
}

int MPI_Imrecv(void *buffer, int count, MPI_Datatype type, MPI_Message *message,
               MPI_Request *handle)
{
    ENTER("MPI_Imrecv");
    if (!board)
        LEAVE(PMPI_Imrecv(buffer, count, type, message, handle));
    argument_data(buffer, count, type);
    handle_remove(FINDING_UNREAD_MESSAGE, *message);
    struct request *request = request_new(REQUEST_OTHER);
    int error = PMPI_Imrecv(buffer, count, type, message, &request->real);
    request->active = request->started = request->posted = true;
    buffer_watch(request, buffer, count, type, true);
    *handle = request_handle(request);
    LEAVE(error);
}
