#include "request.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "match.h"
#include "meeting.h"
#include "touch.h"
#include "wait.h"

/* A handle: this prefix, eight bits that change with each use of the slot,
 * and the slot. MPICH has no request of that kind. */
enum { PREFIX = 0x7a000000, GENERATIONS = 0xff, SLOTS = 0xffff };

static struct request **requests;
static int count;
static MPI_Request *abandoned; /* sends that were let go; MPICH has them */
static int abandoned_count;

MPI_Request request_handle(const struct request *request)
{
    int slot = 0;
    while (requests[slot] != request)
        slot++;
    return PREFIX | (request->generation & GENERATIONS) << 16 | slot;
}

struct request *request_new(enum request_kind kind)
{
    int slot = 0;
    while (slot < count && requests[slot]->used)
        slot++;
    if (slot == count) {
        if (count > SLOTS)
            layer_fail(FINDING_ARGUMENT, "%s: more than %d requests",
                       layer.call, SLOTS);
        requests = layer_grow(requests, (size_t)(count + 1) * sizeof *requests);
        requests[count++] = calloc(1, sizeof **requests);
    }
    struct request *request = requests[slot];
    *request = (struct request){
        .used = true,
        .kind = kind,
        .generation = request->generation + 1,
        .round = NONE,
        .real = MPI_REQUEST_NULL,
        .call = layer.call,
        .place = layer.place,
    };
    return request;
}

struct request *request_of(MPI_Request handle)
{
    if ((handle & 0x7f000000) != PREFIX)
        return NULL;
    int slot = handle & SLOTS, generation = handle >> 16 & GENERATIONS;
    if (slot >= count || !requests[slot]->used ||
        (requests[slot]->generation & GENERATIONS) != generation)
        layer_fail(FINDING_REQUEST,
                   "%s: this request was completed or freed before",
                   layer.call);
    return requests[slot];
}

void request_empty_status(MPI_Status *status)
{
    if (status == MPI_STATUS_IGNORE)
        return;
    memset(status, 0, sizeof *status);
    status->MPI_SOURCE = MPI_ANY_SOURCE;
    status->MPI_TAG = MPI_ANY_TAG;
    PMPI_Status_set_elements(status, MPI_BYTE, 0);
    PMPI_Status_set_cancelled(status, 0);
    status->MPI_ERROR = MPI_SUCCESS;
}

static int send_post(struct request *request, const void *data, int n,
                     MPI_Datatype type)
{
    int (*post)(const void *, int, MPI_Datatype, int, int, MPI_Comm,
                MPI_Request *) =
        request->mode == MODE_BUFFERED ? PMPI_Ibsend : PMPI_Isend;
    return post(data, n, type, request->peer, request->tag,
                request->comm->handle, &request->real);
}

/* A send that need not wait is copied: its buffer may change when it goes on,
 * and MPICH may want to read it later. */
static int send_post_copy(struct request *request)
{
    int size = 0, used = 0;
    PMPI_Pack_size(request->count, request->type, request->comm->handle, &size);
    request->copy = malloc((size_t)size + 1);
    PMPI_Pack(request->buffer, request->count, request->type, request->copy,
              size, &used, request->comm->handle);
    return send_post(request, request->copy, used, MPI_PACKED);
}

static void send_start(struct request *request)
{
    struct op *op = request->op;
    bool copied = !board->strict && request->mode == MODE_STANDARD;
    int error = copied ? send_post_copy(request)
                       : send_post(request, request->buffer, request->count,
                                   request->type);
    request->posted = error == MPI_SUCCESS;
    if (error != MPI_SUCCESS)
        layer_leave(error);
    if (!op)
        return;
    board_lock();
    op->mode = request->mode;
    op->released = copied || request->mode == MODE_BUFFERED;
    board->rank[layer.rank].messages++;
    board->rank[layer.rank].bytes += op->signature.bytes;
    match_post_send(op);
    board_unlock();
}

static void receive_start(const struct request *request)
{
    if (!request->op)
        return;
    board_lock();
    match_post_receive(request->op);
    board_unlock();
}

void request_start(struct request *request)
{
    bool receives = request->kind == REQUEST_RECEIVE;
    struct signature signature = type_signature(request->count, request->type);
    request->active = request->started = true;
    request->finished = request->posted = request->cancelled = false;
    layer_note(request->peer, request->tag, signature.bytes);
    request->op = NULL;
    if (request->peer == MPI_PROC_NULL)
        return;
    request->op = match_new(receives ? OP_RECEIVE : OP_SEND, request->comm,
                            request->peer, request->tag, &signature);
    if (!request->op)
        layer_fail(FINDING_HANG, "more messages in flight than the layer "
                                 "follows");
    buffer_watch(request, request->buffer, request->count, request->type,
                 receives);
    if (receives)
        receive_start(request);
    else
        send_start(request);
}

static int comm_rank_of(const struct comm *comm, int world)
{
    int rank = 0;
    while (rank < comm->size && comm->world[rank] != world)
        rank++;
    return rank;
}

static void receive_serve(struct request *request)
{
    const struct op *op = request->op;
    if (!op || request->posted || request->cancelled || op->state != OP_MATCHED)
        return;
    buffer_hand_over(request);
    int error = PMPI_Irecv(request->buffer, request->count, request->type,
                           comm_rank_of(request->comm, op->peer), op->tag,
                           request->comm->handle, &request->real);
    request->posted = error == MPI_SUCCESS;
    request->failed = error != MPI_SUCCESS;
}

void request_serve(void)
{
    for (int i = 0; i < count; i++)
        if (requests[i]->used && requests[i]->active &&
            requests[i]->kind == REQUEST_RECEIVE)
            receive_serve(requests[i]);
    for (int i = 0, done; i < abandoned_count; i++)
        if (abandoned[i] != MPI_REQUEST_NULL)
            PMPI_Test(&abandoned[i], &done, MPI_STATUS_IGNORE);
}

static bool request_real_done(struct request *request)
{
    int done = 0;
    if (!request->posted)
        return false;
    int error = PMPI_Test(&request->real, &done, &request->status);
    if (error != MPI_SUCCESS)
        layer_leave(error);
    request->finished = done;
    return done;
}

void request_let_go(struct request *request)
{
    if (!request_real_done(request))
        return;
    board_lock();
    request->op->released = true;
    board_unlock();
}

static void request_abandon(struct request *request)
{
    abandoned = layer_grow(abandoned,
                           (size_t)(abandoned_count + 1) * sizeof *abandoned);
    abandoned[abandoned_count++] = request->real;
    request->real = MPI_REQUEST_NULL;
    request->copy = NULL; /* stays: MPICH may still read it */
    request->finished = true;
    request_empty_status(&request->status);
}

static bool model_satisfied(const struct request *request)
{
    struct item item;
    return !request_item(request, &item);
}

bool request_item(const struct request *request, struct item *item)
{
    if (request->finished || request->cancelled)
        return false;
    if (request->op)
        *item =
            (struct item){.kind = ITEM_OP, .index = match_index(request->op)};
    else if (request->round != NONE)
        *item = (struct item){.kind = ITEM_ROUND, .index = request->round};
    else
        return false;
    return !wait_satisfied(item);
}

bool request_done(struct request *request)
{
    if (request->finished)
        return true;
    if (request->peer == MPI_PROC_NULL && request->kind < REQUEST_COLLECTIVE) {
        request_empty_status(&request->status);
        request->status.MPI_SOURCE = MPI_PROC_NULL;
        return request->finished = true;
    }
    if (request->cancelled)
        return request->finished = true;
    if (request->kind == REQUEST_RECEIVE)
        receive_serve(request);
    if (!model_satisfied(request))
        return false;
    if (request_real_done(request))
        return true;
    if (request->kind != REQUEST_SEND || request->op->state == OP_MATCHED)
        return false;
    request_abandon(request);
    return true;
}

static void request_close(struct request *request)
{
    buffer_release(request);
    if (request->kind == REQUEST_OTHER)
        touch_returned(request);
    if (request->op) {
        board_lock();
        match_drop(request->op);
        board_unlock();
    }
    request->op = NULL;
    meeting_leave(request->round);
    request->round = NONE;
    free(request->copy);
    request->copy = NULL;
    request->active = false;
    request->used = request->persistent;
}

int request_finish(struct request *request, MPI_Status *status)
{
    if (status != MPI_STATUS_IGNORE) {
        int error = status->MPI_ERROR; /* single calls leave it alone */
        *status = request->status;
        status->MPI_ERROR = error;
    }
    request_close(request);
    return MPI_SUCCESS;
}

static int world_peer(const struct request *request)
{
    return request->op ? request->op->peer : ANY;
}

/* How many are done, of how many; the items of those that are not. */
struct progress {
    int live, done, waiting, moving;
    int peer;
    struct item item[BOARD_ITEMS];
};

static void progress_look(struct progress *progress,
                          struct request *const *list, int n)
{
    progress->live = progress->done = progress->waiting = progress->moving = 0;
    progress->peer = ANY;
    request_serve();
    for (int i = 0; i < n; i++) {
        struct request *request = list[i];
        if (!request || !request->active)
            continue;
        progress->live++;
        if (request_done(request)) {
            progress->done++;
        } else if (progress->waiting < BOARD_ITEMS &&
                   request_item(request, &progress->item[progress->waiting])) {
            progress->waiting++;
        } else {
            progress->moving++;
            progress->peer = world_peer(request);
        }
    }
}

static bool progress_enough(const struct progress *progress, bool all)
{
    return all ? progress->done == progress->live
               : progress->done > 0 || progress->live == 0;
}

void request_wait(struct request *const *list, int n, bool all)
{
    struct progress progress;
    for (;;) {
        progress_look(&progress, list, n);
        if (progress_enough(&progress, all))
            break;
        if (progress.waiting == 0 || (!all && progress.moving > 0))
            wait_carry(progress.peer);
        else
            wait_sleep(progress.item, progress.waiting, all,
                       progress.moving > 0);
    }
    wait_carried();
    wait_go_on();
}

bool request_test(struct request *const *list, int n, bool all)
{
    struct progress progress;
    progress_look(&progress, list, n);
    bool enough = progress_enough(&progress, all);
    if (enough)
        wait_go_on();
    else
        wait_poll(progress.item, progress.waiting, all);
    return enough;
}

void request_release(struct request *request)
{
    if (request->active && request->kind == REQUEST_SEND && request->posted &&
        !request->finished)
        request_abandon(request);
    if (request->meeting && !request->active)
        PMPI_Request_free(&request->real);
    free(request->meeting);
    request->meeting = NULL;
    request->persistent = false;
    request_close(request);
}

int request_pending(void)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        n += requests[i]->used;
    return n;
}

void request_report_leaks(void)
{
    for (int i = 0; i < count; i++) {
        const struct request *request = requests[i];
        if (!request->used)
            continue;
        layer.place = request->place;
        if (request->active)
            layer_report(FINDING_MISSING_WAIT,
                         "the request of this %s is never completed",
                         request->call);
        else if (!request->started)
            layer_report(FINDING_MISSING_START,
                         "the request of this %s is never started, nor freed",
                         request->call);
        else
            layer_report(FINDING_REQUEST_LEAK,
                         "the request of this %s is never freed",
                         request->call);
    }
}
