/* send.c - calls that send and receive. */
#include "request.h"

/* --- for the library itself ----------------------------------------------- */

/* Its tags are negative: no receive of the program can name one. */
static int inner_tag(int tag)
{
    return -100 - tag;
}

void message_send(const struct comm *comm, int dest, int tag,
                  const void *buffer, long count, MPI_Datatype type)
{
    request_complete(
        message_start(comm, dest, inner_tag(tag), buffer, count, type, false),
        MPI_STATUS_IGNORE);
}

void message_receive(const struct comm *comm, int source, int tag, void *buffer,
                     long count, MPI_Datatype type)
{
    request_complete(
        message_await(comm, source, inner_tag(tag), buffer, count, type, false),
        MPI_STATUS_IGNORE);
}

void message_exchange(const struct comm *comm, int dest, const void *out,
                      long out_count, MPI_Datatype out_type, int source,
                      void *in, long in_count, MPI_Datatype in_type, int tag)
{
    int send = message_start(comm, dest, inner_tag(tag), out, out_count,
                             out_type, false);
    request_complete(message_await(comm, source, inner_tag(tag), in, in_count,
                                   in_type, false),
                     MPI_STATUS_IGNORE);
    request_complete(send, MPI_STATUS_IGNORE);
}

/* --- MPI ------------------------------------------------------------------ */

static void check_tag(int tag)
{
    if (tag < 0)
        mini_fail("the tag is %d", tag);
}

#define SEND(name, synchronous)                                                \
    int MPI_##name(const void *buffer, int count, MPI_Datatype type, int dest, \
                   int tag, MPI_Comm comm)                                     \
    {                                                                          \
        mini_enter("MPI_" #name);                                              \
        check_tag(tag);                                                        \
        request_complete(message_start(comm_of(comm), dest, tag, buffer,       \
                                       count, type, synchronous),              \
                         MPI_STATUS_IGNORE);                                   \
        mini_leave();                                                          \
        return MPI_SUCCESS;                                                    \
    }

SEND(Send, false)
SEND(Ssend, true)
SEND(Bsend, false) /* no send of ours waits for room */
SEND(Rsend, false)

#define ISEND(name, synchronous)                                               \
    int MPI_##name(const void *buffer, int count, MPI_Datatype type, int dest, \
                   int tag, MPI_Comm comm, MPI_Request *request)               \
    {                                                                          \
        mini_enter("MPI_" #name);                                              \
        check_tag(tag);                                                        \
        *request = message_start(comm_of(comm), dest, tag, buffer, count,      \
                                 type, synchronous);                           \
        mini_leave();                                                          \
        return MPI_SUCCESS;                                                    \
    }

ISEND(Isend, false)
ISEND(Issend, true)
ISEND(Ibsend, false)
ISEND(Irsend, false)

static struct {
    void *at;
    int bytes;
} attached;

int MPI_Buffer_attach(void *buffer, int bytes)
{
    attached.at = buffer;
    attached.bytes = bytes;
    return MPI_SUCCESS;
}

int MPI_Buffer_detach(void *buffer, int *bytes)
{
    *(void **)buffer = attached.at;
    *bytes = attached.bytes;
    return MPI_SUCCESS;
}

int MPI_Pack_size(int count, MPI_Datatype type, MPI_Comm comm, int *bytes)
{
    comm_of(comm);
    *bytes = (int)(count * type_size(type));
    return MPI_SUCCESS;
}

int MPI_Recv(void *buffer, int count, MPI_Datatype type, int source, int tag,
             MPI_Comm comm, MPI_Status *status)
{
    mini_enter("MPI_Recv");
    message_settle(source);
    request_complete(
        message_await(comm_of(comm), source, tag, buffer, count, type, false),
        status);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Irecv(void *buffer, int count, MPI_Datatype type, int source, int tag,
              MPI_Comm comm, MPI_Request *request)
{
    mini_enter("MPI_Irecv");
    *request =
        message_await(comm_of(comm), source, tag, buffer, count, type, true);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Sendrecv(const void *out, int out_count, MPI_Datatype out_type,
                 int dest, int out_tag, void *in, int in_count,
                 MPI_Datatype in_type, int source, int in_tag, MPI_Comm comm,
                 MPI_Status *status)
{
    mini_enter("MPI_Sendrecv");
    check_tag(out_tag);
    int send = message_start(comm_of(comm), dest, out_tag, out, out_count,
                             out_type, false);
    request_complete(message_await(comm_of(comm), source, in_tag, in, in_count,
                                   in_type, false),
                     status);
    request_complete(send, MPI_STATUS_IGNORE);
    mini_leave();
    return MPI_SUCCESS;
}

/* The message is packed when it is sent, so one buffer will do. */
int MPI_Sendrecv_replace(void *buffer, int count, MPI_Datatype type, int dest,
                         int out_tag, int source, int in_tag, MPI_Comm comm,
                         MPI_Status *status)
{
    return MPI_Sendrecv(buffer, count, type, dest, out_tag, buffer, count, type,
                        source, in_tag, comm, status);
}

static bool probe(int source, int tag, MPI_Comm comm, MPI_Status *status)
{
    message_take();
    const struct message *found =
        *message_find(source, tag, comm_of(comm)->id, NULL);
    if (found && status != MPI_STATUS_IGNORE)
        *status = message_status(found);
    return found != NULL;
}

int MPI_Probe(int source, int tag, MPI_Comm comm, MPI_Status *status)
{
    mini_enter("MPI_Probe");
    message_settle(source);
    while (!probe(source, tag, comm, status))
        request_pass(true);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Iprobe(int source, int tag, MPI_Comm comm, int *flag,
               MPI_Status *status)
{
    mini_enter("MPI_Iprobe");
    *flag = probe(source, tag, comm, status);
    if (!*flag)
        request_pass(false);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Mprobe(int source, int tag, MPI_Comm comm, MPI_Message *message,
               MPI_Status *status)
{
    mini_enter("MPI_Mprobe");
    message_settle(source);
    while ((*message = message_hold(comm_of(comm), source, tag, status)) ==
           MPI_MESSAGE_NULL)
        request_pass(true);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Improbe(int source, int tag, MPI_Comm comm, int *flag,
                MPI_Message *message, MPI_Status *status)
{
    mini_enter("MPI_Improbe");
    *message = message_hold(comm_of(comm), source, tag, status);
    *flag = *message != MPI_MESSAGE_NULL;
    if (!*flag)
        request_pass(false);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Mrecv(void *buffer, int count, MPI_Datatype type, MPI_Message *message,
              MPI_Status *status)
{
    mini_enter("MPI_Mrecv");
    request_complete(message_release(*message, buffer, count, type), status);
    *message = MPI_MESSAGE_NULL;
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Imrecv(void *buffer, int count, MPI_Datatype type, MPI_Message *message,
               MPI_Request *request)
{
    mini_enter("MPI_Imrecv");
    *request = message_release(*message, buffer, count, type);
    *message = MPI_MESSAGE_NULL;
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Get_count(const MPI_Status *status, MPI_Datatype type, int *count)
{
    long size = type_size(type);
    *count = size == 0              ? 0
             : status->bytes % size ? MPI_UNDEFINED
                                    : (int)(status->bytes / size);
    return MPI_SUCCESS;
}
