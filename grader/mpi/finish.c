#include "finish.h"

#include <execinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "comm.h"
#include "handle.h"
#include "layer.h"
#include "match.h"
#include "meeting.h"
#include "request.h"
#include "type.h"
#include "wait.h"
#include "window.h"

enum { FRAMES = 48 };

uint64_t finish_place(void)
{
    void *frames[FRAMES];
    int n = backtrace(frames, FRAMES);
    for (int i = 0; i < n; i++)
        if (layer_in_program(frames[i]))
            return layer_place(frames[i]);
    return layer.place;
}

static void finish_signal(int number)
{
    static volatile sig_atomic_t again;
    signal(number, SIG_DFL);
    if (again++ == 0 && getpid() == board->rank[layer.rank].pid) {
        uint64_t place = finish_place();
        board_lock();
        struct finding *finding = finding_open(FINDING_CRASH, place);
        finding_line(finding, layer.rank, place, "is ended by %s (%s)",
                     sigabbrev_np(number) ? sigabbrev_np(number) : "a signal",
                     strsignal(number));
        board->rank[layer.rank].state = RANK_ENDED;
        board->rank[layer.rank].exited = true;
        finding_end_run();
    }
    raise(number);
}

static void finish_exit(int status, void *unused)
{
    (void)unused;
    if (!board || getpid() != board->rank[layer.rank].pid)
        return;
    struct rank *me = &board->rank[layer.rank];
    board_lock();
    me->state = RANK_ENDED;
    me->exited = true;
    if (status != 0) {
        struct finding *finding = finding_open(FINDING_EXIT, me->place);
        finding_line(finding, layer.rank, me->place,
                     "ends with status %d; its last call was %s", status,
                     me->calls ? me->call : "none of MPI");
    }
    if (me->initialised && !me->finalised) {
        struct finding *finding =
            finding_open(FINDING_MISSING_FINALIZE, me->place);
        finding_line(finding, layer.rank, me->place,
                     "ends without MPI_Finalize; its last call was %s",
                     me->call);
    }
    wait_detect();
    board_unlock();
}

void finish_watch(void)
{
    static const int fatal[] = {SIGSEGV, SIGBUS,  SIGFPE,
                                SIGILL,  SIGABRT, SIGSYS};
    static char stack[1 << 16];
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    void *frame;
    backtrace(&frame, 1); /* loads what it needs now, not in a handler */
    sigaltstack(&own, NULL);
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        struct sigaction action = {.sa_handler = finish_signal,
                                   .sa_flags = SA_ONSTACK};
        sigaction(fatal[i], &action, NULL);
    }
    on_exit(finish_exit, NULL);
}

/* Messages to this rank that nobody received: reported, and taken from MPICH,
 * which cannot finalise otherwise. */
static void finish_unread(void)
{
    board_lock();
    for (int at = board->rank[layer.rank].sends; at != NONE;
         at = board->op[at].next) {
        const struct op *op = &board->op[at];
        struct finding *finding =
            finding_open(FINDING_UNREAD_MESSAGE, op->place);
        finding_line(finding, op->rank, op->place,
                     "%s to %d, tag %d, %lld bytes: never received", op->call,
                     layer.rank, op->tag, (long long)op->signature.bytes);
    }
    board_unlock();
}

void finish_finalize(void)
{
    struct rank *me = &board->rank[layer.rank];
    uint64_t place = layer.place;
    request_report_leaks();
    comm_report_leaks();
    type_report_leaks();
    handle_report_leaks();
    window_report_leaks();
    layer.place = place;
    board_lock();
    me->finalised = true; /* for whoever waits for us */
    board_unlock();
    struct comm world = *comm_find(MPI_COMM_WORLD);
    world.id = comm_mix(world.id, 3);
    meeting_hold(&world, NONE);
    finish_unread();
    comm_end();
    wait_end();
}
