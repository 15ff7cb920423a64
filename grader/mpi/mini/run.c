/*
 * run.c - starts the ranks, passes the baton, and prints what was counted.
 *
 * The program's main has been renamed to mini_main by the compiler's command
 * line; ours forks one process per rank. In the environment: MINI_RANKS,
 * MINI_ALPHA, MINI_BETA, MINI_COMPUTE=0 (no CPU time), MINI_SECONDS (the run
 * is killed after so long), MINI_RESULT (a file for the figures, as JSON, or
 * fd:N, which the ranks then do not have).
 */
#include "mini.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FAILED = 70 };

/* Of a rank, in shared->ready: BLOCKED waits for a message; PATIENT wants to
 * go on when all others have come as far as they can; IDLE has looked for a
 * message in vain, again and again, and is as far as it can come. */
enum { BLOCKED, READY, PATIENT, IDLE };
enum { LOOKS = 20 };    /* in vain, until a rank is idle */
#define HEAP (1L << 36) /* address space only */

struct shared *shared;
int mini_rank;
bool mini_in_collective;

static double left_at; /* CPU time when the program went on */
int mini_depth;
static pthread_t main_thread;

int mini_main(int argc, char **argv);

static double cpu_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

_Noreturn void mini_fail(const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "mini-MPI: rank %d in %s: ", mini_rank,
            shared->rank[mini_rank].call);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    fflush(NULL);
    _exit(FAILED);
}

bool mini_main_thread(void)
{
    return pthread_equal(pthread_self(), main_thread);
}

void mini_enter(const char *call)
{
    if (!mini_main_thread())
        mini_fail("%s in a thread that is not the main one", call);
    if (mini_depth++ > 0)
        return;
    shared->rank[mini_rank].call = call;
    if (shared->compute)
        shared->rank[mini_rank].clock += cpu_now() - left_at;
}

void mini_leave(void)
{
    if (--mini_depth == 0 && shared->compute)
        left_at = cpu_now();
}

/* --- memory --------------------------------------------------------------- */

static int size_class(long bytes)
{
    int class = 6;
    while ((1L << class) < bytes)
        class ++;
    return class;
}

void *mini_alloc(long bytes)
{
    int class = size_class(bytes);
    struct free_block *block = shared->free_lists[class];
    if (block) {
        shared->free_lists[class] = block->next;
        return block;
    }
    if (shared->heap + (1L << class) > shared->heap_end)
        mini_fail("no memory for %ld more bytes in flight", bytes);
    char *memory = shared->heap;
    shared->heap += 1L << class;
    return memory;
}

void mini_free(void *memory, long bytes)
{
    int class = size_class(bytes);
    struct free_block *block = memory;
    block->next = shared->free_lists[class];
    shared->free_lists[class] = block;
}

void *mini_grow(void *table, size_t bytes)
{
    void *larger = realloc(table, bytes);
    if (!larger)
        mini_fail("no memory");
    return larger;
}

/* --- the baton ------------------------------------------------------------ */

void mini_ready(int rank)
{
    shared->ready[rank] = 1;
}

static void baton_give(int rank)
{
    _Atomic uint32_t *baton = &shared->rank[rank].baton;
    atomic_store(baton, 1);
    syscall(SYS_futex, baton, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void baton_await(void)
{
    _Atomic uint32_t *baton = &shared->rank[mini_rank].baton;
    while (atomic_load(baton) == 0)
        syscall(SYS_futex, baton, FUTEX_WAIT, 0, NULL, NULL, 0);
    atomic_store(baton, 0);
}

/* The next one after us in that state; ourselves last; -1: nobody. */
static int next_in(char state)
{
    const char *all = shared->ready;
    const char *found = memchr(all + mini_rank + 1, state,
                               (size_t)(shared->ranks - mini_rank - 1));
    if (!found)
        found = memchr(all, state, (size_t)mini_rank + 1);
    return found ? (int)(found - all) : -1;
}

/* The patient ones only when there is nobody else, and then the idle ones. */
static int next_ready(void)
{
    int next = next_in(READY);
    next = next >= 0 ? next : next_in(PATIENT);
    return next >= 0 ? next : next_in(IDLE);
}

static _Noreturn void deadlock(void)
{
    int shown = 0;
    fputs("mini-MPI: deadlock: no rank can go on\n", stderr);
    for (int i = 0; i < shared->ranks && shown < 8; i++) {
        if (shared->rank[i].ended)
            continue;
        fprintf(stderr, "    rank %d waits in %s\n", i, shared->rank[i].call);
        shown++;
    }
    fflush(NULL);
    _exit(FAILED);
}

static void baton_pass(char state)
{
    shared->ready[mini_rank] = state;
    int next = next_ready();
    if (next == mini_rank)
        return;
    if (next < 0)
        deadlock();
    baton_give(next);
    baton_await();
}

/* Who looks for a message in a loop gets on by the model as well, or those that
 * wait for their turn would wait for ever. */
static void moment_pass(void)
{
    const double moment = 1e-7;
    if (shared->in_turn > 0)
        shared->rank[mini_rank].clock += moment;
}

void mini_pass(bool waits)
{
    struct mini_rank *rank = &shared->rank[mini_rank];
    if (!waits)
        moment_pass();
    rank->looks = waits ? 0 : rank->looks + 1;
    bool idle = rank->looks > LOOKS && shared->in_turn == 0;
    baton_pass(waits ? BLOCKED : idle ? IDLE : READY);
}

void mini_settle(void)
{
    for (bool others = true; others;) {
        baton_pass(PATIENT);
        shared->ready[mini_rank] = BLOCKED;
        others = next_in(READY) >= 0;
    }
    shared->ready[mini_rank] = READY;
}

static bool somebody_behind(void)
{
    for (int i = 0; i < shared->ranks; i++)
        if (shared->ready[i] == READY && i != mini_rank &&
            shared->rank[i].clock < shared->rank[mini_rank].clock)
            return true;
    return false;
}

void mini_in_turn(void)
{
    shared->in_turn++;
    for (int i = 0; i < shared->ranks; i++)
        if (shared->ready[i] == IDLE)
            mini_ready(i);
    while (somebody_behind())
        baton_pass(READY);
    shared->in_turn--;
}

void mini_compute(double seconds)
{
    if (seconds > 0)
        shared->rank[mini_rank].clock += seconds;
    shared->rank[mini_rank].looks = 0;
}

static void rank_end(void)
{
    shared->rank[mini_rank].ended = true;
    shared->ready[mini_rank] = 0;
    int next = next_ready();
    bool left = false;
    for (int i = 0; i < shared->ranks; i++)
        left = left || !shared->rank[i].ended;
    if (next >= 0)
        baton_give(next);
    else if (left)
        deadlock();
}

/* --- the ranks ------------------------------------------------------------ */

static double number(const char *name, double other)
{
    const char *text = getenv(name);
    return text ? strtod(text, NULL) : other;
}

static void shared_make(void)
{
    double ranks = number("MINI_RANKS", 4);
    size_t size = sizeof *shared + HEAP;
    shared = mmap(NULL, size, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shared == MAP_FAILED) {
        perror("mini-MPI: shared memory");
        exit(FAILED);
    }
    if (!(ranks >= 1 && ranks <= MINI_RANKS)) {
        fprintf(stderr, "mini-MPI: 1 to %d ranks\n", MINI_RANKS);
        exit(FAILED);
    }
    shared->ranks = (int)ranks;
    shared->alpha = number("MINI_ALPHA", MINI_ALPHA);
    shared->beta = number("MINI_BETA", MINI_BETA);
    shared->compute = number("MINI_COMPUTE", 1) != 0;
    shared->heap = (char *)(shared + 1);
    shared->heap_end = shared->heap + HEAP;
    for (int i = 0; i < shared->ranks; i++) {
        shared->rank[i].inbox_end = &shared->rank[i].inbox;
        shared->rank[i].call = "main";
        shared->ready[i] = 1;
    }
}

static int result_descriptor(void)
{
    const char *path = getenv("MINI_RESULT");
    return path && strncmp(path, "fd:", 3) == 0 ? atoi(path + 3) : -1;
}

static _Noreturn void rank_run(int argc, char **argv)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (result_descriptor() >= 0)
        close(result_descriptor());
    main_thread = pthread_self();
    baton_await();
    left_at = cpu_now();
    atexit(rank_end);
    exit(mini_main(argc, argv));
}

struct figures {
    long messages, bytes, most, calls, inner, inner_bytes, round;
    double time;
};

static struct figures figures_sum(void)
{
    struct figures sum = {0};
    for (int i = 0; i < shared->ranks; i++) {
        const struct mini_rank *rank = &shared->rank[i];
        sum.messages += rank->messages;
        sum.bytes += rank->bytes;
        sum.inner += rank->inner;
        sum.inner_bytes += rank->inner_bytes;
        sum.calls += rank->collectives;
        sum.most = rank->messages > sum.most ? rank->messages : sum.most;
        sum.round = rank->round > sum.round ? rank->round : sum.round;
        sum.time = rank->clock > sum.time ? rank->clock : sum.time;
    }
    return sum;
}

static void figures_print(const struct figures *sum)
{
    printf("%d ranks: %ld messages with %ld bytes, at most %ld of one rank\n",
           shared->ranks, sum->messages, sum->bytes, sum->most);
    printf("%ld calls of collectives, with %ld messages (%ld bytes) inside\n",
           sum->calls, sum->inner, sum->inner_bytes);
    printf("%ld rounds, %.3f us by the model (%.3g us + %.3g ns per byte)\n",
           sum->round, sum->time * 1e6, shared->alpha * 1e6,
           shared->beta * 1e9);
}

static bool result_write(void)
{
    struct figures sum = figures_sum();
    const char *path = getenv("MINI_RESULT");
    if (!path) {
        figures_print(&sum);
        return true;
    }
    int given = result_descriptor();
    FILE *file = given >= 0 ? fdopen(given, "w") : fopen(path, "w");
    if (!file)
        return false;
    fprintf(file,
            "{\"ranks\": %d, \"messages\": %ld, \"bytes\": %ld, "
            "\"most_messages\": %ld, \"collective_calls\": %ld, "
            "\"collective_messages\": %ld, \"collective_bytes\": %ld, "
            "\"rounds\": %ld, "
            "\"seconds\": %.9f}\n",
            shared->ranks, sum.messages, sum.bytes, sum.most, sum.calls,
            sum.inner, sum.inner_bytes, sum.round, sum.time);
    return fclose(file) == 0;
}

static int ranks_await(pid_t *child)
{
    int status, worst = 0;
    for (int left = shared->ranks; left > 0; left--) {
        pid_t ended = wait(&status);
        if (WIFSIGNALED(status)) {
            fprintf(stderr, "mini-MPI: a rank was ended by signal %d\n",
                    WTERMSIG(status));
            worst = FAILED;
        } else if (WEXITSTATUS(status) != 0) {
            worst = WEXITSTATUS(status);
        }
        for (int i = 0; i < shared->ranks; i++)
            if (child[i] == ended)
                child[i] = 0;
            else if (worst && child[i] > 0)
                kill(child[i], SIGKILL);
        if (worst)
            break;
    }
    while (wait(NULL) > 0)
        ;
    return worst;
}

int main(int argc, char **argv)
{
    static pid_t child[MINI_RANKS];
    shared_make();
    alarm((unsigned)number("MINI_SECONDS", 60));
    fflush(NULL);
    for (int i = 0; i < shared->ranks; i++) {
        mini_rank = i;
        child[i] = fork();
        if (child[i] == 0)
            rank_run(argc, argv);
        if (child[i] < 0) {
            perror("mini-MPI: cannot start that many ranks");
            for (int k = 0; k < i; k++)
                kill(child[k], SIGKILL);
            return FAILED;
        }
    }
    baton_give(0);
    int status = ranks_await(child);
    if (status == 0 && !result_write())
        status = FAILED;
    return status;
}
