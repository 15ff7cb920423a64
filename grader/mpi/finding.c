#include "finding.h"

#include <limits.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "board.h"

static const struct {
    const char *word, *meaning, *advice;
} kinds[FINDING_KINDS] = {
    [FINDING_DEADLOCK] =
        {"deadlock", "These ranks wait for each other and none can go on.",
         "Change the order of the calls so that one of them can complete."},
    [FINDING_UNSAFE_SEND] =
        {"unsafe-send",
         "MPI_Send may wait until the message is received; then no rank can "
         "go on.",
         "Receive first on one side, or use MPI_Sendrecv or MPI_Isend."},
    [FINDING_TYPE_MISMATCH] =
        {"type-mismatch", "The basic types of both sides differ.",
         "Use the same basic types in the same order on both sides."},
    [FINDING_TRUNCATION] =
        {"truncation", "The message is longer than the receive buffer.",
         "Receive with at least the count that is sent (MPI_Probe tells it)."},
    [FINDING_COUNT_MISMATCH] =
        {"count-mismatch",
         "The ranks pass different amounts of data to one collective.",
         "Pass matching counts on every rank."},
    [FINDING_ORDER_MISMATCH] =
        {"order-mismatch",
         "Ranks call different collectives on one communicator.",
         "Every rank of a communicator calls the same collectives in the "
         "same order."},
    [FINDING_ROOT_MISMATCH] = {"root-mismatch",
                               "The ranks name different roots.",
                               "Pass the same root on every rank."},
    [FINDING_OPERATOR_MISMATCH] = {"operator-mismatch",
                                   "The ranks name different operators.",
                                   "Pass the same MPI_Op on every rank."},
    [FINDING_UNREAD_MESSAGE] = {"unread-message",
                                "A message was sent that nobody receives.",
                                "Receive it, or do not send it."},
    [FINDING_MISSING_WAIT] =
        {"missing-wait", "A request was never completed.",
         "Call MPI_Wait or a successful MPI_Test on every request."},
    [FINDING_MISSING_START] = {"missing-start",
                               "A persistent request was never started.",
                               "Call MPI_Start before you wait for it."},
    [FINDING_REQUEST] = {"request", "A request is used in a wrong state.",
                         "Wait for a request before you start or free it."},
    [FINDING_REQUEST_LEAK] =
        {"request-leak", "A persistent request is never freed.",
         "Call MPI_Request_free when it is no longer needed."},
    [FINDING_COMM_LEAK] = {"comm-leak", "A communicator is never freed.",
                           "Call MPI_Comm_free before MPI_Finalize."},
    [FINDING_TYPE_LEAK] = {"type-leak", "A datatype is never freed.",
                           "Call MPI_Type_free before MPI_Finalize."},
    [FINDING_GROUP_LEAK] = {"group-leak", "A group is never freed.",
                            "Call MPI_Group_free before MPI_Finalize."},
    [FINDING_OPERATOR_LEAK] = {"operator-leak", "An operator is never freed.",
                               "Call MPI_Op_free before MPI_Finalize."},
    [FINDING_WINDOW_LEAK] = {"window-leak", "A window is never freed.",
                             "Call MPI_Win_free before MPI_Finalize."},
    [FINDING_FILE_LEAK] = {"file-leak", "A file is never closed.",
                           "Call MPI_File_close before MPI_Finalize."},
    [FINDING_BUFFER_RACE] =
        {"buffer-race", "A buffer is used while a call still works on it.",
         "Wait for the request, or end the epoch, before you touch its buffer "
         "again."},
    [FINDING_WINDOW_RACE] =
        {"window-race",
         "Two accesses to one window may happen in any order, and one of them "
         "writes.",
         "Put a synchronisation (fence, unlock and barrier) between them."},
    [FINDING_EPOCH] = {"epoch", "A window is used outside its epochs.",
                       "Open an epoch before the access and close it after."},
    [FINDING_THREAD_RACE] =
        {"thread-race",
         "Two threads of a rank use the same memory, one of them writes, and "
         "nothing orders them.",
         "Give each thread memory of its own, or let a lock order them."},
    [FINDING_ARGUMENT] = {"argument", "A call is given a wrong argument.",
                          "Correct the argument."},
    [FINDING_READY_SEND] =
        {"ready-send", "A ready send began before its receive was posted.",
         "Use MPI_Send, or synchronise after the receive is posted."},
    [FINDING_MESSAGE_RACE] =
        {"message-race", "The outcome depends on which message comes first.",
         "Name the source, or use different tags."},
    [FINDING_NOT_INITIALISED] = {"not-initialised",
                                 "MPI is used before MPI_Init.",
                                 "Call MPI_Init first."},
    [FINDING_AFTER_FINALIZE] = {"after-finalize",
                                "MPI is used after MPI_Finalize.",
                                "Move the call before MPI_Finalize."},
    [FINDING_MISSING_FINALIZE] =
        {"missing-finalize", "A rank ends without MPI_Finalize.",
         "Call MPI_Finalize on every path to the end."},
    [FINDING_THREAD_LEVEL] =
        {"thread-level", "A thread calls MPI that may not.",
         "Ask for the level with MPI_Init_thread, and check what you got."},
    [FINDING_CRASH] = {"crash", "A rank was ended by a signal.",
                       "Look at the line; run it under a debugger."},
    [FINDING_EXIT] = {"exit", "A rank ended with a status that is not 0.",
                      "Find out why it gave up."},
    [FINDING_HANG] = {"hang", "The program did not end in time.",
                      "Look at where each rank is."},
    [FINDING_WRONG] = {"wrong", "A result is not right.", ""},
    [FINDING_MEMORY] = {"memory", "The ranks take too much memory.",
                        "Allocate what the task needs, once, and free it."},
    [FINDING_FLOOD] = {"flood", "The ranks print without end.",
                       "Print less, or nothing."},
    [FINDING_OWN_COPY] =
        {"own-copy",
         "The program itself touches data that MPI can move from where they "
         "lie.",
         "Describe where they lie by a datatype, and give MPI the address."},
};

const char *finding_word(enum finding_kind kind)
{
    return kinds[kind].word;
}

const char *finding_meaning(enum finding_kind kind)
{
    return kinds[kind].meaning;
}

const char *finding_advice(enum finding_kind kind)
{
    return kinds[kind].advice;
}

struct finding *finding_open(enum finding_kind kind, uint64_t place)
{
    for (int i = 0; i < board->findings; i++) {
        const struct finding *old = &board->finding[i];
        if (old->kind == kind && old->lines && old->line[0].place == place)
            return NULL;
    }
    if (board->findings == FINDINGS)
        return NULL;
    struct finding *finding = &board->finding[board->findings++];
    finding->kind = kind;
    finding->lines = 0;
    return finding;
}

void finding_line(struct finding *finding, int rank, uint64_t place,
                  const char *format, ...)
{
    if (!finding || finding->lines == FINDING_LINES)
        return;
    int i = finding->lines++;
    finding->line[i].rank = rank;
    finding->line[i].place = place;
    finding->line[i].caller = 0;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->line[i].text, FINDING_TEXT, format, arguments);
    va_end(arguments);
}

void finding_called(struct finding *finding, uint64_t caller)
{
    if (finding && finding->lines > 0)
        finding->line[finding->lines - 1].caller = caller;
}

static struct {
    int count;
    struct finding finding[FINDINGS];
} kept;

void findings_save(void)
{
    int count = board->findings;
    count = count < 0 ? 0 : count > FINDINGS ? FINDINGS : count;
    for (int i = kept.count; i < count; i++)
        kept.finding[i] = board->finding[i];
    kept.count = count > kept.count ? count : kept.count;
    /* the latest one may have been written on just then */
    if (count == kept.count && count > 0 &&
        board->finding[count - 1].lines > kept.finding[count - 1].lines)
        kept.finding[count - 1] = board->finding[count - 1];
}

/* What is on the board may be anything. */
static void finding_settle(struct finding *finding)
{
    int lines = finding->lines;
    finding->lines = lines < 0               ? 0
                     : lines > FINDING_LINES ? FINDING_LINES
                                             : lines;
    if (finding->kind >= FINDING_KINDS)
        finding->kind = FINDING_EXIT;
    for (int k = 0; k < finding->lines; k++) {
        finding->line[k].text[FINDING_TEXT - 1] = '\0';
        if (finding->line[k].rank < 0 || finding->line[k].rank >= board_ranks)
            finding->line[k].rank = 0;
    }
}

void findings_restore(void)
{
    findings_save();
    memcpy(board->finding, kept.finding,
           (size_t)kept.count * sizeof *kept.finding);
    board->findings = kept.count;
    for (int i = 0; i < kept.count; i++)
        finding_settle(&board->finding[i]);
    kept.count = 0;
}

_Noreturn void finding_end_run(void)
{
    atomic_store(&board->over, 1);
    syscall(SYS_futex, &board->over, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
    board_unlock();
    for (;;)
        pause();
}
