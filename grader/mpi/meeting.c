#include "meeting.h"

#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "clock.h"
#include "request.h"
#include "wait.h"

struct meeting meeting_of(struct comm *comm)
{
    struct meeting meeting = {.comm = comm, .root = NONE};
    return meeting;
}

static void meeting_uses(struct meeting *meeting, const void *at, int64_t count,
                         MPI_Datatype type, bool writes)
{
    if (meeting->buffers == 2 || at == MPI_IN_PLACE)
        return;
    int i = meeting->buffers++;
    meeting->buffer[i].at = at;
    meeting->buffer[i].count = count;
    meeting->buffer[i].type = type;
    meeting->buffer[i].writes = writes;
}

void meeting_reads(struct meeting *meeting, const void *at, int64_t count,
                   MPI_Datatype type)
{
    meeting_uses(meeting, at, count, type, false);
}

void meeting_writes(struct meeting *meeting, const void *at, int64_t count,
                    MPI_Datatype type)
{
    meeting_uses(meeting, at, count, type, true);
}

void meeting_agrees(struct meeting *meeting, int64_t count, MPI_Datatype type)
{
    meeting->has_signature = true;
    meeting->signature = type_signature((int)count, type);
}

enum { PROBES = 48 }; /* of the table of rounds, from a hashed start */

static struct round *round_open(const struct comm *comm)
{
    struct round *free_one = NULL;
    uint64_t start = comm_mix(comm->id, (uint64_t)comm->collectives);
    for (int i = 0; i < PROBES; i++) {
        struct round *round =
            &board->round[(start + (uint64_t)i) % BOARD_ROUNDS];
        if (round->used && round->comm == comm->id &&
            round->number == comm->collectives)
            return round;
        if (!round->used && !free_one)
            free_one = round;
    }
    return free_one;
}

static void round_begin(struct round *round, const struct meeting *meeting)
{
    *round = (struct round){
        .used = true,
        .comm = meeting->comm->id,
        .number = meeting->comm->collectives,
        .members = meeting->comm->members,
        .first = layer.rank,
        .place = layer.place,
        .root = meeting->root,
        .operator= meeting->operator,
        .has_signature = meeting->has_signature,
        .signature = meeting->signature,
        .exchange =
            meeting->offer.used ? exchange_open(meeting->comm->size) : NONE,
    };
    board_name(round->call, sizeof round->call, layer.call);
}

/* What a rank calls behind the function under test is not the learner's. */
static const char *call_of(int rank, const char *call)
{
    return board->rank[rank].returned ? "has returned" : call;
}

static _Noreturn void disagree(enum finding_kind kind,
                               const struct round *round, const char *mine,
                               const char *theirs)
{
    struct finding *finding = finding_open(kind, round->place);
    finding_line(finding, round->first, round->place, "%s%s",
                 call_of(round->first, round->call), theirs);
    finding_line(finding, layer.rank, layer.place, "%s%s",
                 call_of(layer.rank, layer.call), mine);
    finding_end_run();
}

static void round_compare_roots(const struct round *round,
                                const struct meeting *meeting)
{
    char mine[40], theirs[40];
    if (round->root == meeting->root)
        return;
    snprintf(mine, sizeof mine, " with root %d", meeting->root);
    snprintf(theirs, sizeof theirs, " with root %d", round->root);
    disagree(FINDING_ROOT_MISMATCH, round, mine, theirs);
}

static void round_compare_data(const struct round *round,
                               const struct meeting *meeting)
{
    char mine[140], theirs[140];
    if (!round->has_signature || !meeting->has_signature)
        return;
    const struct signature *a = &round->signature, *b = &meeting->signature;
    bool types = signature_begins(a, b);
    if (types && a->bytes == b->bytes)
        return;
    snprintf(theirs, sizeof theirs, " of %s", signature_text(a));
    snprintf(mine, sizeof mine, " of %s", signature_text(b));
    disagree(types ? FINDING_COUNT_MISMATCH : FINDING_TYPE_MISMATCH, round,
             mine, theirs);
}

static void round_join(struct round *round, const struct meeting *meeting)
{
    if (strcmp(round->call, layer.call) != 0)
        disagree(FINDING_ORDER_MISMATCH, round, "", "");
    if (round->operator!= meeting->operator)
        disagree(FINDING_OPERATOR_MISMATCH, round, " with another operator",
                 "");
    round_compare_roots(round, meeting);
    exchange_join(round->exchange, meeting->comm, &meeting->offer);
    round_compare_data(round, meeting);
    round->arrived |= (rank_set)1 << layer.rank;
    struct clock clock = clock_step(layer.rank);
    clock_join(&round->clock, &clock);
}

MPI_Datatype parts_type(const struct parts *parts, int i)
{
    return parts->types ? parts->types[i] : parts->type;
}

const void *parts_at(const struct parts *parts, int i)
{
    int64_t unit = parts->types ? 1 : type_of(parts->type)->extent;
    return (const char *)parts->at + parts->places[i] * unit;
}

static void buffer_use(const void *owner, const void *at, int64_t count,
                       MPI_Datatype type, bool writes)
{
    if (owner)
        buffer_watch(owner, at, count, type, writes);
    else
        buffer_check(at, count, type, writes);
}

static void parts_use(const void *owner, const struct parts *parts, int n,
                      bool writes)
{
    for (int i = 0; i < n && parts->counts; i++)
        if (parts->counts[i] > 0)
            buffer_use(owner, parts_at(parts, i), parts->counts[i],
                       parts_type(parts, i), writes);
}

/* Enters them as the owner's; or, of a call that is over at once, only
 * compares them with those that are under way. */
static void meeting_buffers(const struct meeting *meeting, const void *owner)
{
    for (int i = 0; i < meeting->buffers; i++)
        buffer_use(owner, meeting->buffer[i].at, meeting->buffer[i].count,
                   meeting->buffer[i].type, meeting->buffer[i].writes);
    parts_use(owner, &meeting->given, meeting->comm->size, false);
    parts_use(owner, &meeting->taken, meeting->comm->size, true);
}

static void round_ring(const struct round *round)
{
    board_advance(NONE);
    for (int i = 0; i < board->ranks; i++)
        if (round->arrived == round->members &&
            (round->members & (rank_set)1 << i) && i != layer.rank)
            board_advance(i);
}

int meeting_arrive(struct meeting *meeting)
{
    board_lock();
    meeting->comm->collectives++;
    board->rank[layer.rank].collectives++;
    struct round *round = round_open(meeting->comm);
    if (!round) {
        board->limited = true;
        board_unlock();
        return NONE;
    }
    if (!round->used)
        round_begin(round, meeting);
    round_join(round, meeting);
    round_ring(round);
    board_unlock();
    return (int)(round - board->round);
}

void meeting_leave(int index)
{
    if (index == NONE)
        return;
    board_lock();
    struct round *round = &board->round[index];
    clock_learn(layer.rank, &round->clock);
    round->left |= (rank_set)1 << layer.rank;
    if (round->left == round->members) {
        round->used = false;
        exchange_close(round->exchange);
    }
    board_unlock();
}

void meeting_wait(int index)
{
    struct item item = {.kind = ITEM_ROUND, .index = index};
    if (index == NONE)
        return;
    while (!wait_satisfied(&item)) {
        request_serve();
        wait_sleep(&item, 1, true, false);
    }
    wait_go_on();
}

void meeting_hold(struct comm *comm, int root)
{
    struct meeting meeting = meeting_of(comm);
    meeting.root = root;
    int round = meeting_arrive(&meeting);
    meeting_wait(round);
    meeting_leave(round);
}

int meeting_finish(struct meeting *meeting, int round, MPI_Request real)
{
    int done = 0, error;
    meeting_buffers(meeting, NULL);
    meeting_wait(round);
    while ((error = PMPI_Test(&real, &done, MPI_STATUS_IGNORE)) ==
               MPI_SUCCESS &&
           !done)
        wait_carry(ANY);
    wait_carried();
    meeting_leave(round);
    return error;
}

MPI_Request meeting_request(struct meeting *meeting, int round,
                            MPI_Request real)
{
    struct request *request = request_new(REQUEST_COLLECTIVE);
    request->active = request->started = request->posted = true;
    request->comm = meeting->comm;
    request->round = round;
    request->real = real;
    meeting_buffers(meeting, request);
    return request_handle(request);
}

MPI_Request meeting_later(const struct meeting *meeting, MPI_Request real)
{
    struct request *request = request_new(REQUEST_COLLECTIVE);
    request->persistent = request->posted = true;
    request->comm = meeting->comm;
    request->real = real;
    request->meeting = layer_grow(NULL, sizeof *meeting);
    *request->meeting = *meeting;
    return request_handle(request);
}

/* It meets others by the name of the call that made it. */
int meeting_start(struct request *request)
{
    const char *call = layer.call;
    layer.call = request->call;
    request->round = meeting_arrive(request->meeting);
    layer.call = call;
    request->active = request->started = true;
    request->finished = false;
    meeting_buffers(request->meeting, request);
    return PMPI_Start(&request->real);
}
