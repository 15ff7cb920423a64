/* message.c - the way of a message: it leaves, arrives by the model of the
 * network, and finds its receive. */
#include "port.h"
#include "request.h"
#include "task.h"

#include <math.h>
#include <stdlib.h>

static struct request *posted, **posted_end = &posted;
static struct message *unexpected, **unexpected_end = &unexpected;

static struct mini_rank *me(void)
{
    return &shared->rank[mini_rank];
}

static void message_leave(struct message *message)
{
    struct mini_rank *rank = me();
    rank->looks = 0;
    double start = fmax(rank->clock, rank->send_port);
    rank->send_port =
        start + shared->alpha + shared->beta * (double)message->bytes;
    message->arrives = rank->send_port;
    rank->send_round =
        (rank->round > rank->send_round ? rank->round : rank->send_round) + 1;
    message->round = rank->send_round;
    *(mini_in_collective ? &rank->inner : &rank->messages) += 1;
    *(mini_in_collective ? &rank->inner_bytes : &rank->bytes) += message->bytes;
}

static struct port time_port, round_port; /* of this rank, receiving */

/* When it is received, by the model. */
static double message_arrive(const struct message *message)
{
    return port_take(&time_port, message->arrives,
                     shared->alpha + shared->beta * (double)message->bytes);
}

int message_start(const struct comm *comm, int dest, int tag,
                  const void *buffer, long count, MPI_Datatype type,
                  bool synchronous)
{
    int handle = request_new();
    struct request *send = request_of(handle);
    if (dest == MPI_PROC_NULL)
        return handle;
    if (dest < 0 || dest >= comm->size)
        mini_fail("there is no rank %d, of %d", dest, comm->size);
    if (count < 0)
        mini_fail("the count is %ld", count);
    long bytes = count * type_size(type);
    struct message *message = mini_alloc((long)sizeof *message + bytes);
    *message = (struct message){.source = comm->rank,
                                .tag = tag,
                                .comm = comm->id,
                                .bytes = bytes,
                                .sender = synchronous ? mini_rank : -1};
    type_pack(message->data, buffer, count, type);
    if (synchronous) {
        send->taken = message->taken = mini_alloc(sizeof(bool));
        *send->taken = false;
    }
    message_leave(message);
    send->port = me()->send_port;
    send->round = me()->send_round;
    struct mini_rank *to = &shared->rank[comm->world[dest]];
    *to->inbox_end = message;
    to->inbox_end = &message->next;
    mini_ready(comm->world[dest]);
    return handle;
}

static bool fits(int source, int tag, uint64_t comm, const struct message *m)
{
    return comm == m->comm &&
           (source == MPI_ANY_SOURCE || source == m->source) &&
           (tag == MPI_ANY_TAG ? m->tag >= 0 : tag == m->tag);
}

static void message_taken(struct message *message)
{
    if (message->taken)
        *message->taken = true;
    if (message->sender >= 0)
        mini_ready(message->sender);
    mini_free(message, (long)sizeof *message + message->bytes);
}

MPI_Status message_status(const struct message *message)
{
    return (MPI_Status){.MPI_SOURCE = message->source,
                        .MPI_TAG = message->tag,
                        .bytes = message->bytes};
}

static void receive_complete(struct request *receive, struct message *message)
{
    if (message->bytes > receive->count * type_size(receive->type))
        mini_fail("a message of %ld bytes does not fit into %ld",
                  message->bytes, receive->count * type_size(receive->type));
    type_unpack(receive->buffer, message->data, message->bytes, receive->type);
    receive->status = message_status(message);
    receive->done = true;
    me()->looks = 0;
    receive->port = message_arrive(message);
    receive->round = (long)port_take(&round_port, (double)message->round, 1);
    message_taken(message);
}

/* In the order in which messages arrive by the model; those of one sender stay
 * as they are. */
static void inbox_sort(void)
{
    struct mini_rank *rank = me();
    struct message *sorted = NULL;
    while (rank->inbox) {
        struct message *message = rank->inbox, **at = &sorted;
        rank->inbox = message->next;
        while (*at && (*at)->arrives <= message->arrives)
            at = &(*at)->next;
        message->next = *at;
        *at = message;
    }
    rank->inbox = sorted;
    rank->inbox_end = &rank->inbox;
    while (*rank->inbox_end)
        rank->inbox_end = &(*rank->inbox_end)->next;
}

/* The receive, in the order of their posting, that a message belongs to. */
static struct request **posted_for(const struct message *message)
{
    struct request **at = &posted;
    while (*at && !fits((*at)->source, (*at)->tag, (*at)->comm, message))
        at = &(*at)->next;
    return at;
}

static void posted_remove(struct request **at)
{
    *at = (*at)->next;
    if (!*at)
        posted_end = at;
}

void message_take(void)
{
    struct mini_rank *rank = me();
    while (rank->inbox) {
        struct message *message = rank->inbox;
        rank->inbox = message->next;
        if (!rank->inbox)
            rank->inbox_end = &rank->inbox;
        message->next = NULL;
        struct request **at = posted_for(message);
        struct request *receive = *at;
        if (!receive || receive->open) {
            *unexpected_end = message;
            unexpected_end = &message->next;
            continue;
        }
        posted_remove(at);
        receive_complete(receive, message);
    }
}

struct message **message_find(int source, int tag, uint64_t comm,
                              const struct request *own)
{
    struct message **found = NULL, **at = &unexpected;
    for (; *at; at = &(*at)->next) {
        const struct request *owner = *posted_for(*at);
        if (fits(source, tag, comm, *at) && (!owner || owner == own) &&
            (!found || (*at)->arrives < (*found)->arrives))
            found = at;
    }
    return found ? found : at;
}

static struct message *unexpected_take(struct message **at)
{
    struct message *message = *at;
    if (!message)
        return NULL;
    *at = message->next;
    if (!*at)
        unexpected_end = at;
    return message;
}

void message_settle(int source)
{
    if (source != MPI_ANY_SOURCE)
        return;
    mini_settle();
    inbox_sort();
}

static bool posted_open(void)
{
    const struct request *receive = posted;
    while (receive && !receive->open)
        receive = receive->next;
    return receive != NULL;
}

void message_serve(void)
{
    message_take();
    for (struct request **at = &posted; *at;) {
        struct request *receive = *at;
        struct message *message = unexpected_take(message_find(
            receive->source, receive->tag, receive->comm, receive));
        if (!message) {
            at = &receive->next;
            continue;
        }
        posted_remove(at);
        receive_complete(receive, message);
    }
}

void message_settle_open(void)
{
    if (!posted_open() || task_inside())
        return;
    mini_settle();
    message_serve();
}

int message_await(const struct comm *comm, int source, int tag, void *buffer,
                  long count, MPI_Datatype type, bool open)
{
    int handle = request_new();
    struct request *receive = request_of(handle);
    receive->receives = true;
    receive->buffer = buffer;
    receive->count = count;
    receive->type = type;
    receive->source = source;
    receive->tag = tag;
    receive->comm = comm->id;
    if (source == MPI_PROC_NULL) {
        receive->done = true;
        status_empty(&receive->status, MPI_PROC_NULL);
        return handle;
    }
    if (source != MPI_ANY_SOURCE && (source < 0 || source >= comm->size))
        mini_fail("there is no rank %d, of %d", source, comm->size);
    message_take();
    receive->open = open && source == MPI_ANY_SOURCE;
    struct message *message =
        receive->open
            ? NULL
            : unexpected_take(message_find(source, tag, comm->id, NULL));
    if (message) {
        receive_complete(receive, message);
        return handle;
    }
    receive->next = NULL;
    *posted_end = receive;
    posted_end = &receive->next;
    return handle;
}

MPI_Message message_hold(const struct comm *comm, int source, int tag,
                         MPI_Status *status)
{
    message_take();
    struct message *found =
        unexpected_take(message_find(source, tag, comm->id, NULL));
    if (!found)
        return MPI_MESSAGE_NULL;
    if (status != MPI_STATUS_IGNORE)
        *status = message_status(found);
    int handle = request_new();
    request_of(handle)->holds = true;
    request_of(handle)->held = found;
    return handle;
}

int message_release(MPI_Message handle, void *buffer, long count,
                    MPI_Datatype type)
{
    struct request *receive = request_of(handle);
    struct message *held = receive->held;
    if (!receive->holds)
        mini_fail("this is not a message");
    *receive = (struct request){.used = true,
                                .receives = true,
                                .buffer = buffer,
                                .count = count,
                                .type = type};
    receive_complete(receive, held);
    return handle;
}
