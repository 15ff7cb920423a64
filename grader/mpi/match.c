#include "match.h"

#include "clock.h"
#include "type.h"

#include <stdio.h>
#include <string.h>

int match_index(const struct op *op)
{
    return (int)(op - board->op);
}

static struct op *match_op(int index)
{
    return index == NONE ? NULL : &board->op[index];
}

static int op_take_slot(void)
{
    int index = board->free_op;
    if (index != NONE)
        board->free_op = board->op[index].next;
    else if (board->used_ops < BOARD_OPS)
        index = board->used_ops++;
    else
        board->limited = true;
    return index;
}

static void op_free(struct op *op)
{
    op->state = OP_FREE;
    op->next = board->free_op;
    board->free_op = match_index(op);
}

struct op *match_new(enum op_kind kind, const struct comm *comm, int peer,
                     int tag, const struct signature *signature)
{
    board_lock();
    struct op *op = match_op(op_take_slot());
    if (op) {
        *op = (struct op){
            .kind = kind,
            .state = OP_PENDING,
            .rank = layer.rank,
            .peer = peer < 0 ? ANY : comm->world[peer],
            .tag = tag == MPI_ANY_TAG ? ANY : tag,
            .comm = comm->id,
            .members = comm->members,
            .place = layer.place,
            .next = NONE,
        };
        op->wild = peer < 0 && comm->size > 2;
        if (signature)
            op->signature = *signature;
        board_name(op->call, sizeof op->call, layer.call);
    }
    board_unlock();
    return op;
}

static void queue_push(int *first, int *last, struct op *op)
{
    int index = match_index(op);
    op->next = NONE;
    if (*last == NONE)
        *first = index;
    else
        board->op[*last].next = index;
    *last = index;
}

static void queue_remove(int *first, int *last, const struct op *op)
{
    int before = NONE, index = match_index(op);
    for (int at = *first; at != NONE; before = at, at = board->op[at].next) {
        if (at != index)
            continue;
        if (before == NONE)
            *first = op->next;
        else
            board->op[before].next = op->next;
        if (*last == index)
            *last = before;
        return;
    }
}

static bool op_fits(const struct op *receive, const struct op *send)
{
    return receive->comm == send->comm &&
           (receive->peer == ANY || receive->peer == send->rank) &&
           (receive->tag == ANY || receive->tag == send->tag);
}

/* The receiver learns what the sender knew when it completes (request.c);
 * here the clock is passed on. */
static void op_pair(struct op *receive, struct op *send)
{
    receive->clock = send->clock;
    receive->state = send->state = OP_MATCHED;
    receive->peer = send->rank;
    receive->tag = send->tag;
    board_advance(receive->rank);
    board_advance(send->rank);
}

static void pair_check_types(const struct op *receive, const struct op *send)
{
    const struct signature *sent = &send->signature;
    const struct signature *wanted = &receive->signature;
    if (signature_begins(sent, wanted))
        return;
    struct finding *finding =
        finding_open(FINDING_TYPE_MISMATCH, receive->place);
    finding_line(finding, send->rank, send->place, "%s sends %s", send->call,
                 signature_text(sent));
    finding_line(finding, receive->rank, receive->place, "%s receives %s",
                 receive->call, signature_text(wanted));
}

static void pair_check_length(const struct op *receive, const struct op *send)
{
    if (send->signature.bytes <= receive->signature.bytes)
        return;
    struct finding *finding = finding_open(FINDING_TRUNCATION, receive->place);
    finding_line(finding, receive->rank, receive->place,
                 "%s has room for %lld bytes", receive->call,
                 (long long)receive->signature.bytes);
    finding_line(finding, send->rank, send->place, "%s sends %lld bytes to it",
                 send->call, (long long)send->signature.bytes);
    if (!layer.returns_errors)
        finding_end_run();
}

static void pair(struct op *receive, struct op *send)
{
    if (send->mode == MODE_READY && !send->released) {
        struct finding *finding = finding_open(FINDING_READY_SEND, send->place);
        finding_line(finding, send->rank, send->place,
                     "%s to %d began before the receive was posted", send->call,
                     receive->rank);
        finding_line(finding, receive->rank, receive->place,
                     "%s takes its message", receive->call);
    }
    pair_check_types(receive, send);
    pair_check_length(receive, send);
    op_pair(receive, send);
    if (send->orphan)
        op_free(send);
}

/* Whether an open receive posted before `stop` may want this message. */
static bool wanted_earlier(const struct op *message, int receiver,
                           const struct op *stop)
{
    for (int at = board->rank[receiver].receives; at != NONE;
         at = board->op[at].next) {
        if (stop && at == match_index(stop))
            return false;
        if (op_fits(&board->op[at], message))
            return true;
    }
    return false;
}

void match_post_send(struct op *send)
{
    send->clock = clock_step(send->rank);
    struct rank *to = &board->rank[send->peer];
    for (int at = to->receives; at != NONE; at = board->op[at].next) {
        struct op *receive = &board->op[at];
        if (!op_fits(receive, send))
            continue;
        if (receive->wild)
            break; /* left open; this message is one that it could take */
        queue_remove(&to->receives, &to->receives_last, receive);
        if (send->mode == MODE_READY)
            send->released = true;
        pair(receive, send);
        return;
    }
    if (send->mode == MODE_READY && wanted_earlier(send, send->peer, NULL))
        send->released = true;
    queue_push(&to->sends, &to->sends_last, send);
    board_advance(send->peer);
}

static struct op *message_for(const struct op *receive)
{
    struct rank *me = &board->rank[receive->rank];
    for (int at = me->sends; at != NONE; at = board->op[at].next) {
        struct op *message = &board->op[at];
        if (op_fits(receive, message) &&
            !wanted_earlier(message, receive->rank, receive))
            return message;
    }
    return NULL;
}

void match_post_receive(struct op *receive)
{
    struct rank *me = &board->rank[receive->rank];
    struct op *message = receive->wild ? NULL : message_for(receive);
    if (message) {
        queue_remove(&me->sends, &me->sends_last, message);
        pair(receive, message);
        return;
    }
    queue_push(&me->receives, &me->receives_last, receive);
    board_advance(receive->rank);
}

/* After an open receive is settled, those behind it may get their message. */
static void match_again(int rank)
{
    struct rank *me = &board->rank[rank];
    for (int at = me->receives, next; at != NONE; at = next) {
        struct op *receive = &board->op[at];
        next = receive->next;
        struct op *message = receive->wild ? NULL : message_for(receive);
        if (!message)
            continue;
        queue_remove(&me->sends, &me->sends_last, message);
        queue_remove(&me->receives, &me->receives_last, receive);
        pair(receive, message);
    }
}

int match_candidates(const struct op *receive, struct op *found[BOARD_RANKS])
{
    struct rank *me = &board->rank[receive->rank];
    rank_set seen = 0;
    int n = 0;
    for (int at = me->sends; at != NONE; at = board->op[at].next) {
        struct op *message = &board->op[at];
        rank_set bit = (rank_set)1 << message->rank;
        if ((seen & bit) || !op_fits(receive, message) ||
            wanted_earlier(message, receive->rank, receive))
            continue;
        seen |= bit;
        int i = n++;
        for (; i > 0 && found[i - 1]->rank > message->rank; i--)
            found[i] = found[i - 1]; /* by rank: the same in every run */
        found[i] = message;
    }
    return n;
}

void match_resolve(struct op *receive, struct op *message)
{
    struct rank *me = &board->rank[receive->rank];
    if (receive->kind == OP_PROBE) {
        receive->state = OP_MATCHED;
        receive->peer = message->rank;
        receive->tag = message->tag;
        board_advance(receive->rank);
        return;
    }
    queue_remove(&me->sends, &me->sends_last, message);
    queue_remove(&me->receives, &me->receives_last, receive);
    pair(receive, message);
    match_again(receive->rank);
}

struct op *match_probe(const struct op *probe)
{
    return message_for(probe);
}

void match_take(struct op *message, struct op *by)
{
    struct rank *me = &board->rank[by->rank];
    queue_remove(&me->sends, &me->sends_last, message);
    op_pair(by, message);
    if (message->orphan)
        op_free(message);
}

void match_drop(struct op *op)
{
    if (op->kind == OP_RECEIVE && op->state == OP_MATCHED)
        clock_learn(op->rank, &op->clock);
    if (op->state == OP_PENDING && op->kind == OP_SEND)
        op->orphan = true;
    else
        op_free(op);
}

void match_cancel(struct op *receive)
{
    struct rank *me = &board->rank[receive->rank];
    queue_remove(&me->receives, &me->receives_last, receive);
    receive->state = OP_MATCHED;
}
