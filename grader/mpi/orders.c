#include "orders.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FAILURES = 6, /* runs in search of an order that does not fail */
    MOST_LINES = 8,
};

struct order {
    bool strict;
    int choices;
    struct choice choice[BOARD_CHOICES];
};

static void order_text(const struct order *order, char text[ORDER_TEXT])
{
    int used = snprintf(text, ORDER_TEXT, "%c:", order->strict ? 'w' : 'b');
    for (int i = 0; i < order->choices && used < ORDER_TEXT - 5; i++)
        used += snprintf(text + used, ORDER_TEXT - (size_t)used, "%s%d",
                         i > 0 ? "." : "", order->choice[i].taken);
}

static bool order_parse(struct order *order, const char *text)
{
    if ((text[0] != 'w' && text[0] != 'b') || text[1] != ':')
        return false;
    order->strict = text[0] == 'w';
    order->choices = 0;
    for (const char *at = text + 2; *at && order->choices < BOARD_CHOICES;) {
        char *end;
        long taken = strtol(at, &end, 10);
        if (end == at || taken < 0 || taken >= BOARD_RANKS)
            return false;
        order->choice[order->choices++].taken = (uint8_t)taken;
        at = *end == '.' ? end + 1 : end;
    }
    return true;
}

/* The next order, depth first; false when there is none. */
static bool order_next(struct order *order)
{
    while (order->choices > 0) {
        struct choice *last = &order->choice[order->choices - 1];
        if (last->taken + 1 < last->of) {
            last->taken++;
            return true;
        }
        order->choices--;
    }
    return false;
}

/* True if this run has found anything, known already or not. */
static bool collect(struct result *result, const struct order *order)
{
    for (int i = 0; i < board->findings; i++) {
        bool known = false;
        for (int k = 0; k < result->findings; k++) {
            const struct finding *old = &result->found[k].finding;
            known = known ||
                    (old->kind == board->finding[i].kind &&
                     old->line[0].place == board->finding[i].line[0].place);
        }
        if (known || result->findings == RESULT_FINDINGS)
            continue;
        result->found[result->findings].finding = board->finding[i];
        order_text(order, result->found[result->findings++].order);
    }
    return board->findings > 0;
}

static void collect_counts(struct result *result)
{
    for (int i = 0; i < result->ranks; i++) {
        const struct rank *rank = &board->rank[i];
        result->count[i] = (struct rank_count){rank->calls, rank->messages,
                                               rank->bytes, rank->collectives};
    }
    result->choices = board->choices;
}

static void report_time(double seconds)
{
    if (board->findings > 0)
        return; /* the host has said it better */
    board_lock();
    struct finding *finding = finding_open(FINDING_HANG, 0);
    for (int i = 0; i < board_ranks; i++) {
        const struct rank *rank = &board->rank[i];
        if (!rank->exited)
            finding_line(finding, i, rank->place,
                         "did not end in %.0f s; its latest call is %s",
                         seconds, rank->calls ? rank->call : "none of MPI");
    }
    board_unlock();
}

/* A rank that is gone without a word: _exit, or SIGKILL. Nobody knows which was
 * the first, whose end was that of the others: all are named. */
static void report_vanished(void)
{
    bool any = board->findings > 0;
    struct finding *finding = NULL;
    for (int i = 0; i < board_ranks && !any; i++) {
        const struct rank *rank = &board->rank[i];
        if (rank->exited || !rank->initialised ||
            (rank->finalised && rank->state != RANK_BLOCKED))
            continue;
        if (!finding)
            finding = finding_open(FINDING_MISSING_FINALIZE, rank->place);
        finding_line(finding, i, rank->place,
                     "is gone without MPI_Finalize; its latest call is %s",
                     rank->call);
    }
}

static const char *judged(void)
{
    bool attached = false, called = false;
    for (int i = 0; i < board_ranks; i++) {
        attached = attached || board->rank[i].pid > 0;
        called = called || board->rank[i].calls > 0;
    }
    if (!attached)
        return "the program does not load the layer: it has to be linked "
               "dynamically, with MPICH";
    if (!called)
        return "no rank has called MPI (is it linked with another MPI?)";
    if (board->limited)
        return "more messages were in flight than the layer follows";
    return NULL;
}

static enum launch_end run_once(const struct orders *orders,
                                struct result *result, struct order *order,
                                double seconds, bool *failed)
{
    struct launch launch = orders->launch;
    const char *path = board_create(launch.ranks);
    if (!path)
        return LAUNCH_BROKEN;
    board->strict = order->strict;
    board->forced = order->choices;
    memcpy(board->choice, order->choice,
           (size_t)order->choices * sizeof *order->choice);
    launch.quiet = launch.quiet || result->runs > 0;
    launch.seconds = seconds;
    enum launch_end end = launch_run(&launch, path);
    if (end == LAUNCH_TIME)
        report_time(seconds);
    else if (end == LAUNCH_ENDED)
        report_vanished();
    if (result->runs++ == 0) {
        collect_counts(result);
        if (orders->after_first)
            orders->after_first();
    }
    order->choices = board->choices;
    memcpy(order->choice, board->choice,
           (size_t)board->choices * sizeof *order->choice);
    *failed = collect(result, order);
    if (!result->not_judged)
        result->not_judged = judged();
    board_destroy();
    return end;
}

static int status_of(enum launch_end end)
{
    if (end == LAUNCH_NO_MPIEXEC) {
        fputs("parcours mpi: not judged: MPICH's mpiexec is not installed "
              "here.\n    sudo apt-get install mpich libmpich-dev  (Debian, "
              "Ubuntu)\n",
              stderr);
        return 3;
    }
    if (end == LAUNCH_BROKEN) {
        fputs("parcours mpi: cannot start the run (memory, processes)\n",
              stderr);
        return 4;
    }
    return 0;
}

/* Some order of arrival fails and another does not: that is the first thing to
 * say. The failing run has just been collected. */
static void collect_race(struct result *result, const struct order *order)
{
    struct finding *finding;
    if (order->choices == 0 || result->findings == RESULT_FINDINGS)
        return;
    memmove(&result->found[1], &result->found[0],
            (size_t)result->findings * sizeof result->found[0]);
    result->findings++;
    memset(&result->found[0], 0, sizeof result->found[0]);
    finding = &result->found[0].finding;
    finding->kind = FINDING_MESSAGE_RACE;
    for (int i = 0; i < order->choices && i < MOST_LINES; i++)
        finding_line(finding, order->choice[i].rank, order->choice[i].place,
                     "takes the message of choice %d of %d here",
                     order->choice[i].taken + 1, order->choice[i].of);
    order_text(order, result->found[0].order);
}

/* Goes to the next order; false when all have been run. */
static bool orders_step(struct order *order)
{
    if (order_next(order))
        return true;
    bool more = order->strict;
    *order = (struct order){.strict = false};
    return more;
}

struct search {
    int clean, failed;  /* runs */
    struct order worst; /* the first order that failed */
};

static bool search_goes_on(const struct search *search,
                           const struct orders *orders,
                           const struct result *result)
{
    if (orders->only || result->not_judged || result->choices == 0 ||
        result->seconds >= orders->seconds || result->runs >= orders->most)
        return false;
    return search->failed == 0 ||
           (search->clean == 0 && search->failed < FAILURES);
}

/* The first run may take all the time; later ones, some times as long. */
static double run_limit(const struct orders *orders,
                        const struct result *result, double first)
{
    if (orders->launch.host) /* it sees whether the ranks get on */
        return orders->launch.seconds;
    if (result->runs == 0)
        return orders->seconds;
    return 10 * first > 5 ? 10 * first : 5;
}

int orders_run(const struct orders *orders, struct result *result)
{
    struct search search = {0};
    struct order order = {0};
    double first = 0; /* seconds of the first run */
    int64_t start = board_now();
    order.strict = !orders->buffered;
    if (orders->only && !order_parse(&order, orders->only)) {
        fprintf(stderr, "parcours mpi: %s is not an order, such as w:0.1\n",
                orders->only);
        return 2;
    }
    do {
        bool failed = false;
        int status = status_of(run_once(
            orders, result, &order, run_limit(orders, result, first), &failed));
        if (status)
            return status;
        if (failed && search.failed == 0)
            search.worst = order;
        search.failed += failed;
        search.clean += !failed;
        result->seconds = (double)(board_now() - start) / 1e9;
        first = first > 0 ? first : result->seconds;
        if (!search_goes_on(&search, orders, result))
            break;
        result->all_orders = !orders_step(&order);
    } while (!result->all_orders);
    if (search.failed > 0 && search.clean > 0)
        collect_race(result, &search.worst);
    return 0;
}
