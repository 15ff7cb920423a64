#include "layer.h"

#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "finish.h"
#include "thread.h"
#include "wait.h"

struct layer layer;
volatile int layer_inside;

/* Recursive: functions of the program that MPI calls (copies of attributes,
 * operators) call MPI in turn. */
static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
enum { DEPTH = 8 };
static _Thread_local int depth; /* calls that this thread is in */
static _Thread_local struct layer outer[DEPTH];
static pthread_t main_thread;
static _Atomic int callers; /* threads inside a call now */
static uint64_t bias, program_low, program_high;

/* The first one is the program itself. */
static int layer_find_program(struct dl_phdr_info *info, size_t size,
                              void *data)
{
    (void)size;
    (void)data;
    bias = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X))
            continue;
        program_low = bias + part->p_vaddr;
        program_high = program_low + part->p_memsz;
    }
    return 1;
}

bool layer_in_program(const void *address)
{
    return (uintptr_t)address >= program_low &&
           (uintptr_t)address < program_high;
}

uint64_t layer_place(const void *address)
{
    return address ? (uintptr_t)address - bias - 1 : 0;
}

/* Ranks learn their number from the environment, because a program can do
 * something wrong before MPI_Init. */
static __attribute__((constructor)) void layer_load(void)
{
    const char *path = getenv("PARCOURS_MPI_BOARD");
    const char *number = getenv("PMI_RANK"); /* of mpiexec, and of srun */
    main_thread = pthread_self();
    dl_iterate_phdr(layer_find_program, NULL);
    if (!path || !board_attach(path))
        return;
    layer.rank = number ? atoi(number) : 0;
    layer.ranks = board->ranks;
    struct rank *me = &board->rank[layer.rank % BOARD_RANKS];
    board_lock();
    bool first = me->pid == 0;
    if (first) {
        me->pid = getpid();
        me->state = RANK_RUNNING;
    }
    board_unlock();
    unsetenv("LD_PRELOAD");
    unsetenv("PARCOURS_MPI_BOARD"); /* children of this rank are none */
    if (!first)
        board = NULL;
    else
        finish_watch();
}

void layer_report(enum finding_kind kind, const char *format, ...)
{
    char text[FINDING_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    board_lock();
    struct finding *finding = finding_open(kind, layer.place);
    finding_line(finding, layer.rank, layer.place, "%s", text);
    board_unlock();
}

_Noreturn void layer_fail(enum finding_kind kind, const char *format, ...)
{
    char text[FINDING_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    board_lock();
    struct finding *finding = finding_open(kind, layer.place);
    finding_line(finding, layer.rank, layer.place, "%s", text);
    finding_end_run();
}

static void layer_check_state(void)
{
    const struct rank *me = &board->rank[layer.rank];
    if (!me->initialised && !layer.sessions)
        layer_fail(FINDING_NOT_INITIALISED, "calls %s before MPI_Init",
                   layer.call);
    if (me->finalised)
        layer_fail(FINDING_AFTER_FINALIZE, "calls %s after MPI_Finalize",
                   layer.call);
}

bool layer_is_main_thread(void)
{
    return pthread_equal(pthread_self(), main_thread);
}

static void layer_check_thread(int others)
{
    bool main = layer_is_main_thread();
    if (!main) {
        layer.many_threads = true;
        board->rank[layer.rank].thread_calls++;
    }
    if (layer.thread_level == MPI_THREAD_MULTIPLE)
        return;
    if (layer.thread_level == MPI_THREAD_SERIALIZED) {
        if (others > 0)
            layer_fail(FINDING_THREAD_LEVEL,
                       "calls %s while another thread is inside MPI; the "
                       "level is MPI_THREAD_SERIALIZED",
                       layer.call);
    } else if (!main) {
        layer_fail(FINDING_THREAD_LEVEL,
                   "calls %s from a thread that is not the main one; the "
                   "level is MPI_THREAD_%s",
                   layer.call,
                   layer.thread_level == MPI_THREAD_FUNNELED ? "FUNNELED"
                                                             : "SINGLE");
    }
}

static void layer_record(void)
{
    struct rank *me = &board->rank[layer.rank];
    board_name(me->call, sizeof me->call, layer.call);
    me->place = layer.place;
    me->calls++;
    layer.event = &me->event[me->events++ % BOARD_EVENTS];
    board_name(layer.event->call, sizeof layer.event->call, layer.call);
    layer.event->place = layer.place;
    layer.event->peer = layer.event->tag = ANY;
    layer.event->bytes = 0;
    layer.event->begin = board_now();
    layer.event->end = 0;
}

void layer_enter(const char *call, void *from, bool any_time)
{
    thread_release(&callers);
    int others = atomic_fetch_add(&callers, 1);
    pthread_mutex_lock(&mutex);
    layer_inside++;
    bool inner = depth > 0;
    if (inner && depth < DEPTH)
        outer[depth] = layer;
    depth++;
    if (!board)
        return;
    layer.call = call;
    layer.place = layer_place(from);
    if (!any_time && !inner) {
        layer_check_state();
        wait_go_on(); /* from a loop of tests, perhaps to test again */
        layer_check_thread(others);
    }
    layer_record();
}

/* The function that MPICH names first in its text, "internal_Send(12): ...". */
static void error_call(const char *text, char *call, size_t size)
{
    const char *open = strchr(text, '('), *start = open;
    while (start && start > text && strchr(" \n:", start[-1]) == NULL)
        start--;
    const char *name = start ? strchr(start, '_') : NULL;
    if (name && name < open)
        snprintf(call, size, "MPI_%.*s", (int)(open - name - 1), name + 1);
    else
        snprintf(call, size, "a call of MPI");
}

_Noreturn void layer_refuse(int error)
{
    char text[MPI_MAX_ERROR_STRING] = "", call[64];
    int class, length;
    PMPI_Error_class(error, &class);
    PMPI_Error_string(error, text, &length);
    error_call(text, call, sizeof call);
    char *last = strrchr(text, '\n');
    enum finding_kind kind = class == MPI_ERR_TRUNCATE   ? FINDING_TRUNCATION
                             : class == MPI_ERR_RMA_SYNC ? FINDING_EPOCH
                                                         : FINDING_ARGUMENT;
    layer_fail(kind, "%s: %.120s", layer_inside > 0 ? layer.call : call,
               last ? last + 1 : text);
}

int layer_leave(int error)
{
    if (board && error != MPI_SUCCESS && !layer.returns_errors)
        layer_refuse(error);
    if (board && layer.event)
        layer.event->end = board_now();
    layer_inside--;
    depth--;
    if (depth > 0 && depth < DEPTH) {
        layer.call = outer[depth].call;
        layer.place = outer[depth].place;
        layer.event = outer[depth].event;
    }
    pthread_mutex_unlock(&mutex);
    atomic_fetch_sub(&callers, 1);
    thread_acquire(&callers);
    return error;
}

void layer_note(int peer, int tag, int64_t bytes)
{
    layer.event->peer = peer;
    layer.event->tag = tag;
    layer.event->bytes = bytes;
}

void *layer_grow(void *table, size_t bytes)
{
    void *larger = realloc(table, bytes);
    if (larger)
        return larger;
    fputs("parcours mpi: no memory\n", stderr);
    exit(4);
}

void layer_pause(void)
{
    if (layer.thread_level == MPI_THREAD_MULTIPLE)
        pthread_mutex_unlock(&mutex);
}

void layer_resume(void)
{
    if (layer.thread_level == MPI_THREAD_MULTIPLE)
        pthread_mutex_lock(&mutex);
}
