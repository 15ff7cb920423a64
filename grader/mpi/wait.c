#include "wait.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "match.h"
#include "window.h"

enum {
    POLLS = 200,         /* tests in vain before a rank counts as waiting */
    POLL_END = 2500,     /* ... before a deadlock includes it */
    NAP = 2000000,       /* ns; MPICH may need us to move data for others */
    CARRIER_NAP = 50000, /* ... when it is known that one does */
    WILD_PATIENCE = 250000000, /* ns to wait for ranks that compute */
};

static rank_set bit(int rank)
{
    return (rank_set)1 << rank;
}

static bool op_satisfied(const struct op *op)
{
    return op->state != OP_PENDING || op->released ||
           (op->kind == OP_PROBE && !op->wild && match_probe(op));
}

bool wait_satisfied(const struct item *item)
{
    const struct round *round;
    switch (item->kind) {
    case ITEM_OP:
        return op_satisfied(&board->op[item->index]);
    case ITEM_ROUND:
        round = &board->round[item->index];
        return round->arrived == round->members;
    default:
        return window_missing(item) == 0;
    }
}

static bool op_is_open_with_message(const struct op *op)
{
    struct op *found[BOARD_RANKS];
    return op->kind != OP_SEND && op->wild && op->state == OP_PENDING &&
           match_candidates(op, found) > 0;
}

/* Whether an open receive, which is settled before anybody is stuck, could take
 * this message: its sender may go on while the receiver waits for more. */
static bool op_is_wanted_by_open(const struct op *send)
{
    struct op *found[BOARD_RANKS];
    for (int at = board->rank[send->peer].receives; at != NONE;
         at = board->op[at].next) {
        const struct op *receive = &board->op[at];
        int n = receive->wild ? match_candidates(receive, found) : 0;
        for (int i = 0; i < n; i++)
            if (found[i] == send)
                return true;
    }
    return false;
}

/* Whether ranks of `able` can supply the item. */
static bool item_possible(const struct item *item, rank_set able, bool lenient)
{
    if (wait_satisfied(item))
        return true;
    if (item->kind == ITEM_ROUND) {
        const struct round *round = &board->round[item->index];
        rank_set missing = round->members & ~round->arrived;
        return (missing & ~able) == 0;
    }
    if (item->kind != ITEM_OP)
        return (window_missing(item) & ~able) == 0;
    const struct op *op = &board->op[item->index];
    if (op->kind == OP_SEND && lenient && op->mode == MODE_STANDARD)
        return true;
    if (op->kind == OP_SEND ? op_is_wanted_by_open(op)
                            : op_is_open_with_message(op))
        return true;
    if (op->peer == ANY)
        return (op->members & ~bit(op->rank) & able) != 0;
    return (bit(op->peer) & able) != 0;
}

static bool rank_possible(const struct rank *rank, rank_set able, bool lenient)
{
    bool any = false;
    for (int i = 0; i < rank->items; i++) {
        bool can = item_possible(&rank->item[i], able, lenient);
        if (rank->all && !can)
            return false;
        any = any || can;
    }
    return rank->all || any;
}

/* The ranks that can never go on. Lenient: if standard sends were let go. */
static rank_set ranks_stuck(bool lenient)
{
    rank_set able = 0, all = 0;
    for (int i = 0; i < board->ranks; i++) {
        enum rank_state state = board->rank[i].state;
        all |= bit(i);
        if (state == RANK_RUNNING || state == RANK_ABSENT ||
            (board->rank[i].polls > 0 && board->rank[i].polls < POLL_END))
            able |= bit(i);
    }
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < board->ranks; i++) {
            if ((able & bit(i)) || board->rank[i].state != RANK_BLOCKED ||
                !rank_possible(&board->rank[i], able, lenient))
                continue;
            able |= bit(i);
            more = true;
        }
    }
    rank_set stuck = 0;
    for (int i = 0; i < board->ranks; i++)
        if (!(able & bit(i)) && board->rank[i].state == RANK_BLOCKED)
            stuck |= bit(i);
    return stuck;
}

static bool rank_is_quiet(const struct rank *rank)
{
    if (rank->state == RANK_ENDED)
        return true;
    if (rank->state != RANK_BLOCKED)
        return false;
    for (int i = 0; i < rank->items; i++) {
        bool done = wait_satisfied(&rank->item[i]);
        if (done != rank->all)
            return rank->all; /* all: one is missing; any: one is there */
    }
    return !rank->all;
}

static bool all_quiet(void)
{
    for (int i = 0; i < board->ranks; i++)
        if (!rank_is_quiet(&board->rank[i]))
            return false;
    return true;
}

static void choose(struct op *receive, struct op *found[], int n)
{
    int taken = 0;
    if (n > 1 && board->choices < BOARD_CHOICES) {
        struct choice *choice = &board->choice[board->choices];
        if (board->choices < board->forced && choice->taken < n)
            taken = choice->taken;
        *choice = (struct choice){(uint8_t)taken, (uint8_t)n, receive->rank,
                                  receive->place};
        board->choices++;
    }
    match_resolve(receive, found[taken]);
}

/* Settles the first open receive, in order of ranks, that has a message. */
static bool settle_open(void)
{
    struct op *found[BOARD_RANKS];
    for (int i = 0; i < board->ranks; i++) {
        const struct rank *rank = &board->rank[i];
        if (rank->state != RANK_BLOCKED)
            continue;
        for (int at = rank->receives; at != NONE; at = board->op[at].next) {
            struct op *op = &board->op[at];
            int n = op->wild ? match_candidates(op, found) : 0;
            if (n == 0)
                continue;
            choose(op, found, n);
            return true;
        }
        for (int k = 0; k < rank->items; k++) {
            if (rank->item[k].kind != ITEM_OP)
                continue;
            struct op *op = &board->op[rank->item[k].index];
            int n = op->kind == OP_PROBE && op->wild && op->state == OP_PENDING
                        ? match_candidates(op, found)
                        : 0;
            if (n == 0)
                continue;
            choose(op, found, n);
            return true;
        }
    }
    return false;
}

/* "rank 2", "ranks 0, 2 and 5". */
static void describe_set(char *to, size_t size, rank_set set)
{
    int left = __builtin_popcountll(set);
    int used = snprintf(to, size, left == 1 ? "rank " : "ranks ");
    for (int i = 0; i < board->ranks && used < (int)size - 8; i++)
        if (set & bit(i))
            used += snprintf(to + used, size - (size_t)used, "%d%s", i,
                             --left > 1  ? ", "
                             : left == 1 ? " and "
                                         : "");
}

static void describe_op(char *to, size_t size, const struct op *op)
{
    char tag[24] = "any tag", peer[24] = "any rank";
    if (op->tag != ANY)
        snprintf(tag, sizeof tag, "tag %d", op->tag);
    if (op->peer != ANY)
        snprintf(peer, sizeof peer, "%d", op->peer);
    if (op->kind == OP_SEND)
        snprintf(to, size, "%s to %s, %s", op->call, peer, tag);
    else
        snprintf(to, size, "%s from %s, %s", op->call, peer, tag);
}

static void describe_item(char *to, size_t size, const struct item *item)
{
    char others[80];
    const struct round *round;
    switch (item->kind) {
    case ITEM_OP:
        describe_op(to, size, &board->op[item->index]);
        return;
    case ITEM_ROUND:
        round = &board->round[item->index];
        describe_set(others, sizeof others, round->members & ~round->arrived);
        snprintf(to, size, "%s for %s", round->call, others);
        return;
    default:
        describe_set(others, sizeof others, window_missing(item));
        snprintf(to, size, "the window of %d, for %s", item->target, others);
    }
}

/* A message that is nearly the one that is waited for: another tag, another
 * communicator, or from another rank. */
static const struct op *near_miss(const struct op *receive)
{
    for (int at = board->rank[receive->rank].sends; at != NONE;
         at = board->op[at].next) {
        const struct op *message = &board->op[at];
        if (receive->peer == ANY || receive->peer == message->rank)
            return message;
    }
    return NULL;
}

static void finding_near_miss(struct finding *finding, const struct op *op)
{
    const struct op *near = op->kind == OP_SEND ? NULL : near_miss(op);
    if (!near)
        return;
    finding_line(finding, near->rank, near->place,
                 near->comm != op->comm
                     ? "%s has sent it a message on another communicator, "
                       "tag %d"
                     : "%s has sent it a message with tag %d",
                 near->call, near->tag);
}

static void finding_rank(struct finding *finding, int index)
{
    const struct rank *rank = &board->rank[index];
    char what[110] = "";
    for (int i = 0; i < rank->items; i++) {
        const struct item *item = &rank->item[i];
        if (wait_satisfied(item))
            continue;
        describe_item(what, sizeof what, item);
        bool inside = strncmp(what, rank->call, strlen(rank->call)) == 0;
        if (rank->returned)
            finding_line(finding, index, 0, "has returned");
        else
            finding_line(finding, index, rank->place, "%s %s%s%s",
                         rank->polls > 0 ? "tests for ever in" : "waits in",
                         inside ? "" : rank->call, inside ? "" : " for ", what);
        if (item->kind == ITEM_OP)
            finding_near_miss(finding, &board->op[item->index]);
        if (i > 4)
            break;
    }
}

static uint64_t first_place(rank_set stuck)
{
    for (int i = 0; i < board->ranks; i++)
        if (stuck & bit(i))
            return board->rank[i].place;
    return 0;
}

static void report_ranks(enum finding_kind kind, rank_set stuck)
{
    struct finding *finding = finding_open(kind, first_place(stuck));
    for (int i = 0; finding && i < board->ranks; i++)
        if (stuck & bit(i))
            finding_rank(finding, i);
}

static bool op_holds_standard_send(const struct item *item)
{
    const struct op *op = &board->op[item->index];
    return item->kind == ITEM_OP && op->kind == OP_SEND &&
           op->mode == MODE_STANDARD && !wait_satisfied(item);
}

/* A message to a rank that is in MPI_Finalize is reported there. */
static bool peer_may_receive(const struct op *op)
{
    return !board->rank[op->peer].finalised;
}

static void let_sends_go(rank_set stuck)
{
    bool report = false;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < board->ranks; i++) {
            struct rank *rank = &board->rank[i];
            for (int k = 0; (stuck & bit(i)) && k < rank->items; k++) {
                if (!op_holds_standard_send(&rank->item[k]))
                    continue;
                struct op *op = &board->op[rank->item[k].index];
                report = report || peer_may_receive(op);
                if (pass == 0)
                    continue;
                op->released = true;
                board_advance(i);
            }
        }
        if (pass == 0 && report)
            report_ranks(FINDING_UNSAFE_SEND, stuck);
    }
}

void wait_detect(void)
{
    rank_set stuck = ranks_stuck(false);
    if (stuck) {
        rank_set for_ever = ranks_stuck(true);
        if (for_ever) {
            report_ranks(FINDING_DEADLOCK, for_ever);
            finding_end_run();
        }
        let_sends_go(stuck);
        return;
    }
    if (all_quiet())
        settle_open();
}

static void wait_write(const struct item *items, int count, bool all)
{
    struct rank *me = &board->rank[layer.rank];
    me->items = count < BOARD_ITEMS ? count : BOARD_ITEMS;
    memcpy(me->item, items, (size_t)me->items * sizeof *items);
    me->all = all;
    me->state = layer.many_threads || (!all && count > BOARD_ITEMS)
                    ? RANK_RUNNING
                    : RANK_BLOCKED;
}

static bool wait_is_over(const struct item *items, int count, bool all)
{
    for (int i = 0; i < count; i++)
        if (wait_satisfied(&items[i]) != all)
            return !all;
    return all;
}

static int64_t waiting_since;

/* Other ranks compute; the open receive takes what is there now. */
static void settle_late(void)
{
    if (board_now() - waiting_since <= WILD_PATIENCE)
        return;
    board_lock();
    if (settle_open())
        waiting_since = board_now();
    board_unlock();
}

static int never_query(void *unused, MPI_Status *status)
{
    (void)unused;
    (void)status;
    return MPI_SUCCESS;
}

static int never_free(void *unused)
{
    (void)unused;
    return MPI_SUCCESS;
}

static int never_cancel(void *unused, int complete)
{
    (void)unused;
    (void)complete;
    return MPI_SUCCESS;
}

static MPI_Request never = MPI_REQUEST_NULL;

/* Lets MPICH move what others want of this rank: testing a request that never
 * completes does just that. */
static void wait_help(void)
{
    int done;
    if (never == MPI_REQUEST_NULL)
        PMPI_Grequest_start(never_query, never_free, never_cancel, NULL,
                            &never);
    PMPI_Test(&never, &done, MPI_STATUS_IGNORE);
}

void wait_end(void)
{
    if (never == MPI_REQUEST_NULL)
        return;
    PMPI_Grequest_complete(never);
    PMPI_Wait(&never, MPI_STATUS_IGNORE);
}

void wait_sleep(const struct item *items, int count, bool all, bool busy)
{
    struct rank *me = &board->rank[layer.rank];
    uint32_t seen = atomic_load(&me->bell);
    board_lock();
    me->polls = 0;
    bool over = wait_is_over(items, count, all);
    if (!over) {
        wait_write(items, count, all);
        wait_detect();
        over = wait_is_over(items, count, all);
    }
    board_unlock();
    if (!over) {
        busy = busy || atomic_load(&board->carriers) > 0;
        waiting_since = waiting_since ? waiting_since : board_now();
        layer_pause();
        board_sleep(layer.rank, seen, busy ? CARRIER_NAP : NAP);
        layer_resume();
        wait_help();
        settle_late();
    }
    if (over || wait_is_over(items, count, all))
        wait_go_on();
}

void wait_go_on(void)
{
    struct rank *me = &board->rank[layer.rank];
    waiting_since = 0;
    if (me->state != RANK_BLOCKED)
        return;
    board_lock();
    me->state = RANK_RUNNING;
    me->items = 0;
    board_unlock();
}

/* The rank is blocked in the eyes of the others until its next call, which
 * may be the next test of a loop: so it is while it is blocked that it gives up
 * the core, or ranks that all test would hardly ever be so at the same time. */
void wait_poll(const struct item *items, int count, bool all)
{
    static uint32_t version;
    static int polls;
    struct rank *me = &board->rank[layer.rank];
    uint32_t now = atomic_load(&board->version);
    polls = now == version ? polls + 1 : 0;
    version = now;
    if (polls < POLLS || count == 0)
        return;
    board_lock();
    if (!wait_is_over(items, count, all)) {
        wait_write(items, count, all);
        me->polls = polls;
        wait_detect();
    }
    board_unlock();
    layer_pause();
    usleep(100);
    layer_resume();
}

enum { YIELDS = 200 };

static int yields;

void wait_call_begin(void)
{
    atomic_fetch_add(&board->carriers, 1);
    for (int i = 0; i < board->ranks; i++)
        if (board->rank[i].state == RANK_BLOCKED)
            board_advance(i);
}

void wait_call_end(void)
{
    atomic_fetch_sub(&board->carriers, 1);
}

void wait_carry(int peer)
{
    layer_pause();
    sched_yield();
    layer_resume();
    if (++yields < YIELDS)
        return;
    if (yields == YIELDS)
        atomic_fetch_add(&board->carriers, 1);
    if (yields % YIELDS == 0 && peer >= 0)
        board_advance(peer);
}

void wait_carried(void)
{
    if (yields >= YIELDS)
        atomic_fetch_sub(&board->carriers, 1);
    yields = 0;
}
