/* message.c - sending and receiving, requests, and the model of the network. */
#include "mini.h"
#include "port.h"
#include "task.h"

#include <stdlib.h>
#include <string.h>

struct request {
    bool used, receives, done;
    /* of a receive */
    void *buffer;
    long count;
    MPI_Datatype type;
    int source, tag;
    uint64_t comm;
    MPI_Status status;
    struct request *next; /* receives in the order of their posting */
    bool open;            /* from any source, see settle_open */
    /* of a send */
    bool *taken; /* synchronous: set when it is received */
    double port; /* when the message has left; when it was received */
    long round;
    struct task *task; /* of a collective, see later.c */
};

static struct request **requests;
static int request_count;
static struct request *posted, **posted_end = &posted;
static struct message *unexpected, **unexpected_end = &unexpected;

static struct mini_rank *me(void)
{
    return &shared->rank[mini_rank];
}

static double later(double a, double b)
{
    return a > b ? a : b;
}

static int request_new(void)
{
    int i = 0;
    while (i < request_count && requests[i]->used)
        i++;
    if (i == request_count) {
        requests =
            mini_grow(requests, (size_t)(request_count + 1) * sizeof *requests);
        requests[request_count++] = calloc(1, sizeof **requests);
    }
    *requests[i] = (struct request){.used = true};
    return i;
}

static void empty_status(MPI_Status *status, int source)
{
    if (status != MPI_STATUS_IGNORE)
        *status = (MPI_Status){.MPI_SOURCE = source, .MPI_TAG = MPI_ANY_TAG};
}

/* --- the way of a message ------------------------------------------------- */

static void message_leave(struct message *message)
{
    struct mini_rank *rank = me();
    double start = later(rank->clock, rank->send_port);
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

/* A request is complete: time goes on to where its message was there, or had
 * left. */
static void wait_time(const struct request *request)
{
    struct mini_rank *rank = me();
    rank->clock = later(rank->clock, request->port);
    if (request->round > rank->round)
        rank->round = request->round;
}

static int send_start(const struct comm *comm, int dest, int tag,
                      const void *buffer, long count, MPI_Datatype type,
                      bool synchronous)
{
    int handle = request_new();
    struct request *send = requests[handle];
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

static void receive_complete(struct request *receive, struct message *message)
{
    if (message->bytes > receive->count * type_size(receive->type))
        mini_fail("a message of %ld bytes does not fit into %ld",
                  message->bytes, receive->count * type_size(receive->type));
    type_unpack(receive->buffer, message->data, message->bytes, receive->type);
    receive->status = (MPI_Status){.MPI_SOURCE = message->source,
                                   .MPI_TAG = message->tag,
                                   .bytes = message->bytes};
    receive->done = true;
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

/* Takes what has come: to the receives that wait for it, or aside. */
static void inbox_empty(void)
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

/* The one that arrives first by the model; of one sender, the first sent. What
 * belongs to an open receive is not for others (`own`: this one's). */
static struct message **unexpected_find(int source, int tag, uint64_t comm,
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

/* Before a call that takes what comes first from any of several ranks: lets
 * all messages come that can, so that the model decides which is first, and
 * not the turn of the baton. */
static void settle(int source)
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

/* Gives the posted receives, in order, what is there for them. */
static void posted_serve(void)
{
    inbox_empty();
    for (struct request **at = &posted; *at;) {
        struct request *receive = *at;
        struct message *message = unexpected_take(unexpected_find(
            receive->source, receive->tag, receive->comm, receive));
        if (!message) {
            at = &receive->next;
            continue;
        }
        posted_remove(at);
        receive_complete(receive, message);
    }
}

/* A receive from any source that was only posted stays open until the rank
 * waits or tests: which message is first is for the model to say. */
static void settle_open(void)
{
    if (!posted_open() || task_inside())
        return;
    mini_settle();
    posted_serve();
}

static int receive_start(const struct comm *comm, int source, int tag,
                         void *buffer, long count, MPI_Datatype type, bool open)
{
    int handle = request_new();
    struct request *receive = requests[handle];
    receive->receives = true;
    receive->buffer = buffer;
    receive->count = count;
    receive->type = type;
    receive->source = source;
    receive->tag = tag;
    receive->comm = comm->id;
    if (source == MPI_PROC_NULL) {
        receive->done = true;
        empty_status(&receive->status, MPI_PROC_NULL);
        return handle;
    }
    if (source != MPI_ANY_SOURCE && (source < 0 || source >= comm->size))
        mini_fail("there is no rank %d, of %d", source, comm->size);
    inbox_empty();
    receive->open = open && source == MPI_ANY_SOURCE;
    struct message *message =
        receive->open
            ? NULL
            : unexpected_take(unexpected_find(source, tag, comm->id, NULL));
    if (message) {
        receive_complete(receive, message);
        return handle;
    }
    receive->next = NULL;
    *posted_end = receive;
    posted_end = &receive->next;
    return handle;
}

static struct request *request_of(MPI_Request handle)
{
    if (handle < 0 || handle >= request_count || !requests[handle]->used)
        mini_fail("%d is not a request", handle);
    return requests[handle];
}

static bool request_done(const struct request *request)
{
    if (request->task)
        return task_done(request->task);
    return request->receives ? request->done
                             : !request->taken || *request->taken;
}

static void request_end(MPI_Request *handle, MPI_Status *status)
{
    struct request *request = request_of(*handle);
    if (request->task)
        task_end(request->task, &request->port, &request->round);
    if (request->receives) {
        if (request->status.MPI_SOURCE != MPI_PROC_NULL)
            wait_time(request);
        if (status != MPI_STATUS_IGNORE)
            *status = request->status;
    } else {
        wait_time(request);
        empty_status(status, MPI_ANY_SOURCE);
        if (request->taken)
            mini_free(request->taken, sizeof(bool));
    }
    request->used = false;
    *handle = MPI_REQUEST_NULL;
}

static bool is_done(int handle)
{
    return request_done(request_of(handle));
}

/* This rank's own tasks go on before others have their turn. */
static void pass(bool waits)
{
    if (!tasks_go_on())
        mini_pass(waits);
}

static void request_wait(MPI_Request handle)
{
    for (inbox_empty(); !is_done(handle); inbox_empty()) {
        settle_open();
        if (is_done(handle))
            return;
        if (task_inside())
            task_wait(is_done, handle);
        else
            pass(true);
    }
}

MPI_Request request_for_task(struct task *task)
{
    int handle = request_new();
    requests[handle]->task = task;
    return handle;
}

static void complete(MPI_Request handle, MPI_Status *status)
{
    request_wait(handle);
    request_end(&handle, status);
}

/* --- for the library itself ----------------------------------------------- */

/* Its tags are negative: no receive of the program can name one. */
static int inner_tag(int tag)
{
    return -100 - tag;
}

void message_send(const struct comm *comm, int dest, int tag,
                  const void *buffer, long count, MPI_Datatype type)
{
    complete(send_start(comm, dest, inner_tag(tag), buffer, count, type, false),
             MPI_STATUS_IGNORE);
}

void message_receive(const struct comm *comm, int source, int tag, void *buffer,
                     long count, MPI_Datatype type)
{
    complete(
        receive_start(comm, source, inner_tag(tag), buffer, count, type, false),
        MPI_STATUS_IGNORE);
}

void message_exchange(const struct comm *comm, int dest, const void *out,
                      long out_count, MPI_Datatype out_type, int source,
                      void *in, long in_count, MPI_Datatype in_type, int tag)
{
    int send =
        send_start(comm, dest, inner_tag(tag), out, out_count, out_type, false);
    complete(receive_start(comm, source, inner_tag(tag), in, in_count, in_type,
                           false),
             MPI_STATUS_IGNORE);
    complete(send, MPI_STATUS_IGNORE);
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
        complete(send_start(comm_of(comm), dest, tag, buffer, count, type,     \
                            synchronous),                                      \
                 MPI_STATUS_IGNORE);                                           \
        mini_leave();                                                          \
        return MPI_SUCCESS;                                                    \
    }

SEND(Send, false)
SEND(Ssend, true)

int MPI_Isend(const void *buffer, int count, MPI_Datatype type, int dest,
              int tag, MPI_Comm comm, MPI_Request *request)
{
    mini_enter("MPI_Isend");
    check_tag(tag);
    *request = send_start(comm_of(comm), dest, tag, buffer, count, type, false);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Issend(const void *buffer, int count, MPI_Datatype type, int dest,
               int tag, MPI_Comm comm, MPI_Request *request)
{
    mini_enter("MPI_Issend");
    check_tag(tag);
    *request = send_start(comm_of(comm), dest, tag, buffer, count, type, true);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Recv(void *buffer, int count, MPI_Datatype type, int source, int tag,
             MPI_Comm comm, MPI_Status *status)
{
    mini_enter("MPI_Recv");
    settle(source);
    complete(
        receive_start(comm_of(comm), source, tag, buffer, count, type, false),
        status);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Irecv(void *buffer, int count, MPI_Datatype type, int source, int tag,
              MPI_Comm comm, MPI_Request *request)
{
    mini_enter("MPI_Irecv");
    *request =
        receive_start(comm_of(comm), source, tag, buffer, count, type, true);
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
    int send = send_start(comm_of(comm), dest, out_tag, out, out_count,
                          out_type, false);
    complete(receive_start(comm_of(comm), source, in_tag, in, in_count, in_type,
                           false),
             status);
    complete(send, MPI_STATUS_IGNORE);
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
    inbox_empty();
    const struct message *found =
        *unexpected_find(source, tag, comm_of(comm)->id, NULL);
    if (found && status != MPI_STATUS_IGNORE)
        *status = (MPI_Status){.MPI_SOURCE = found->source,
                               .MPI_TAG = found->tag,
                               .bytes = found->bytes};
    return found != NULL;
}

int MPI_Probe(int source, int tag, MPI_Comm comm, MPI_Status *status)
{
    mini_enter("MPI_Probe");
    settle(source);
    while (!probe(source, tag, comm, status))
        pass(true);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Iprobe(int source, int tag, MPI_Comm comm, int *flag,
               MPI_Status *status)
{
    mini_enter("MPI_Iprobe");
    *flag = probe(source, tag, comm, status);
    if (!*flag)
        pass(false);
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

static MPI_Status *status_at(MPI_Status *statuses, int i)
{
    return statuses == MPI_STATUSES_IGNORE ? MPI_STATUS_IGNORE : &statuses[i];
}

static void end_or_empty(MPI_Request *request, MPI_Status *status)
{
    if (*request == MPI_REQUEST_NULL)
        empty_status(status, MPI_ANY_SOURCE);
    else
        request_end(request, status);
}

int MPI_Waitall(int count, MPI_Request *list, MPI_Status *statuses)
{
    mini_enter("MPI_Waitall");
    for (int i = 0; i < count; i++)
        if (list[i] != MPI_REQUEST_NULL)
            request_wait(list[i]);
    for (int i = 0; i < count; i++)
        end_or_empty(&list[i], status_at(statuses, i));
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Wait(MPI_Request *request, MPI_Status *status)
{
    mini_enter("MPI_Wait");
    if (*request != MPI_REQUEST_NULL)
        request_wait(*request);
    end_or_empty(request, status);
    mini_leave();
    return MPI_SUCCESS;
}

/* One that is done, -1 while none is, MPI_UNDEFINED when all are null. */
static int done_of(int count, const MPI_Request *list)
{
    int found = MPI_UNDEFINED;
    posted_serve();
    for (int i = 0; i < count; i++) {
        if (list[i] == MPI_REQUEST_NULL)
            continue;
        const struct request *next = request_of(list[i]);
        if (found == MPI_UNDEFINED)
            found = -1;
        if (request_done(next) &&
            (found == -1 || next->port < request_of(list[found])->port))
            found = i;
    }
    return found;
}

int MPI_Waitany(int count, MPI_Request *list, int *index, MPI_Status *status)
{
    mini_enter("MPI_Waitany");
    for (settle(MPI_ANY_SOURCE); (*index = done_of(count, list)) == -1;
         settle(MPI_ANY_SOURCE))
        pass(true);
    if (*index == MPI_UNDEFINED)
        empty_status(status, MPI_ANY_SOURCE);
    else
        request_end(&list[*index], status);
    mini_leave();
    return MPI_SUCCESS;
}

/* Messages that are here may still be under way by the model. To ask takes a
 * moment, so that who asks in a loop gets on. */
static bool has_come(int count, const MPI_Request *list)
{
    const double moment = 1e-7;
    struct mini_rank *rank = me();
    for (int i = 0; i < count; i++) {
        if (list[i] == MPI_REQUEST_NULL ||
            request_of(list[i])->port <= rank->clock)
            continue;
        rank->clock += moment;
        return false;
    }
    return true;
}

int MPI_Testall(int count, MPI_Request *list, int *flag, MPI_Status *statuses)
{
    mini_enter("MPI_Testall");
    *flag = 1;
    posted_serve();
    for (int i = 0; i < count; i++)
        if (list[i] != MPI_REQUEST_NULL && !request_done(request_of(list[i])))
            *flag = 0;
    bool here = *flag;
    *flag = here && has_come(count, list);
    for (int i = 0; *flag && i < count; i++)
        end_or_empty(&list[i], status_at(statuses, i));
    if (!here)
        pass(false);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Test(MPI_Request *request, int *flag, MPI_Status *status)
{
    return MPI_Testall(1, request, flag, status);
}

int MPI_Testany(int count, MPI_Request *list, int *index, int *flag,
                MPI_Status *status)
{
    mini_enter("MPI_Testany");
    *index = done_of(count, list);
    bool here = *index >= 0;
    *flag = *index == MPI_UNDEFINED || (here && has_come(1, &list[*index]));
    if (*flag && here)
        request_end(&list[*index], status);
    else if (*flag)
        empty_status(status, MPI_ANY_SOURCE);
    else
        *index = MPI_UNDEFINED;
    if (!*flag && !here)
        pass(false);
    mini_leave();
    return MPI_SUCCESS;
}

/* All that are done by `now`. */
static int end_some(int count, MPI_Request *list, double now, int *places,
                    MPI_Status *statuses)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        if (list[i] == MPI_REQUEST_NULL || !is_done(list[i]) ||
            (!request_of(list[i])->task && request_of(list[i])->port > now))
            continue;
        request_end(&list[i], status_at(statuses, n));
        places[n++] = i;
    }
    return n;
}

int MPI_Waitsome(int count, MPI_Request *list, int *done, int *places,
                 MPI_Status *statuses)
{
    int first;
    mini_enter("MPI_Waitsome");
    for (settle(MPI_ANY_SOURCE); (first = done_of(count, list)) == -1;
         settle(MPI_ANY_SOURCE))
        pass(true);
    *done = MPI_UNDEFINED;
    if (first != MPI_UNDEFINED)
        *done = end_some(count, list,
                         later(me()->clock, request_of(list[first])->port),
                         places, statuses);
    mini_leave();
    return MPI_SUCCESS;
}

int MPI_Testsome(int count, MPI_Request *list, int *done, int *places,
                 MPI_Status *statuses)
{
    mini_enter("MPI_Testsome");
    int first = done_of(count, list);
    *done = first == MPI_UNDEFINED
                ? MPI_UNDEFINED
                : end_some(count, list, me()->clock, places, statuses);
    if (first >= 0 && *done == 0)
        has_come(1, &list[first]); /* time goes on */
    if (first == -1)
        pass(false);
    mini_leave();
    return MPI_SUCCESS;
}
