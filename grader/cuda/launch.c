#include "launch.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../explore/panic.h"
#include "count.h"
#include "errors.h"
#include "finding.h"
#include "guard.h"
#include "known.h"
#include "memory.h"
#include "order.h"
#include "settings.h"
#include "stream.h"

enum { WORKERS = 16, STATIC_SHARED = 48 << 10 };

static struct worker *workers[WORKERS];
static char running[128];
static size_t shared_limit = STATIC_SHARED;

static struct failed {
    const char *kernel, *why;
    uintptr_t pc;
} failed;

uint64_t launch_threads_ended(void)
{
    uint64_t ended = 0;
    for (int i = 0; i < WORKERS; i++)
        if (workers[i])
            ended += workers[i]->ended;
    return ended;
}

const char *launch_running(void)
{
    return running[0] ? running : NULL;
}

void launch_asked(void)
{
    failed.kernel = NULL;
}

void launch_report_unasked(void)
{
    if (failed.kernel)
        finding_launch(failed.kernel, failed.why, failed.pc);
    failed.kernel = NULL;
}

cudaError_t parcours_shared_limit(size_t bytes)
{
    if (bytes > 99 << 10)
        return error_set(cudaErrorInvalidValue);
    if (bytes > shared_limit)
        shared_limit = bytes;
    return cudaSuccess;
}

static cudaError_t launch_fails(const struct parcours_launch *ask,
                                cudaError_t error, const char *why,
                                uintptr_t pc)
{
    launch_report_unasked();
    failed = (struct failed){ask->kernel, why, pc};
    return error_set(error);
}

/* The limits of the programming guide. */
static cudaError_t launch_check(const struct parcours_launch *ask, uintptr_t pc)
{
    const unsigned *g = ask->grid, *b = ask->block;
    cudaError_t bad = cudaErrorInvalidConfiguration;
    if (!b[0] || !b[1] || !b[2])
        return launch_fails(ask, bad, "the block has no threads", pc);
    if (!g[0] || !g[1] || !g[2])
        return launch_fails(ask, bad, "the grid has no blocks", pc);
    if (b[0] > BLOCK_THREADS || b[1] > BLOCK_THREADS || b[2] > 64 ||
        (uint64_t)b[0] * b[1] * b[2] > BLOCK_THREADS)
        return launch_fails(ask, bad,
                            "a block has at most 1024 threads (x and y at "
                            "most 1024, z at most 64)",
                            pc);
    if (g[0] > INT32_MAX || g[1] > 65535 || g[2] > 65535)
        return launch_fails(ask, bad,
                            "a grid has at most 2147483647 x 65535 x 65535 "
                            "blocks",
                            pc);
    if (ask->shared > shared_limit)
        return launch_fails(ask, cudaErrorInvalidValue,
                            "more dynamic shared memory than a block gets "
                            "(48 KiB without cudaFuncSetAttribute())",
                            pc);
    return cudaSuccess;
}

/* Says what a very large launch will cost. */
static void launch_cost(const struct launch *launch, uintptr_t pc)
{
    double threads = (double)launch->blocks * launch->block_threads;
    double rate = parcours_mode == PARCOURS_FAST ? 50e6 : 1e6;
    char text[240];
    if (parcours_mode != PARCOURS_FAST && launch->blocks >= 1u << 22)
        finding_not_judged("The grid has more than 4194303 blocks; accesses "
                           "are followed in smaller grids only.",
                           pc);
    if (threads / rate < settings.seconds)
        return;
    snprintf(text, sizeof text,
             "This launch of %s has %.3g threads; at about %.0f million a "
             "second it takes %.0f s, more than the %d s given (--seconds).",
             launch->ask.kernel, threads, rate / 1e6, threads / rate,
             settings.seconds);
    finding_note(text, pc);
}

struct work {
    struct worker *worker;
    struct launch *launch;
};

static void *launch_work(void *data)
{
    struct work *work = data;
    guard_thread();
    worker_run(work->worker, work->launch);
    return NULL;
}

static struct worker *launch_worker(int number)
{
    if (!workers[number]) {
        workers[number] =
            mmap(NULL, sizeof *workers[number], PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (workers[number] == MAP_FAILED)
            explore_panic("no memory for a worker");
        workers[number]->number = number;
    }
    return workers[number];
}

static void launch_run(struct launch *launch)
{
    int n = parcours_mode == PARCOURS_FAST ? settings.workers : 1;
    uint64_t threads = launch->blocks * launch->block_threads;
    if ((uint64_t)n > launch->blocks)
        n = (int)launch->blocks;
    if (threads < 4096)
        n = 1;
    pthread_t thread[WORKERS];
    struct work work[WORKERS];
    for (int i = 1; i < n; i++) {
        work[i] = (struct work){launch_worker(i), launch};
        if (pthread_create(&thread[i], NULL, launch_work, &work[i]) != 0)
            explore_panic("no thread for a worker");
    }
    worker_run(launch_worker(0), launch);
    for (int i = 1; i < n; i++)
        pthread_join(thread[i], NULL);
}

/* Blocks in order, in reverse order, or by a stride that the seed draws. */
static void launch_permute(struct launch *launch)
{
    uint64_t n = launch->blocks;
    launch->multiply = 1;
    if (parcours_mode != PARCOURS_CHECK || settings.seed == 0)
        return;
    launch->multiply = launch->add = n - 1;
    if (settings.seed == 1)
        return;
    uint64_t draw = settings.seed * 0x9e3779b97f4a7c15u >> 33;
    launch->add = draw % n;
    for (uint64_t step = 1 + draw / 7 % n;; step = step % n + 1) {
        uint64_t a = n, b = step;
        while (b) {
            uint64_t rest = a % b;
            a = b;
            b = rest;
        }
        if (a == 1) {
            launch->multiply = step;
            return;
        }
    }
}

/* Can the GPU run all of its blocks at the same time? */
static bool cooperative_fits(const struct launch *launch)
{
    struct cudaDeviceProp prop;
    int each = 0;
    parcours_occupancy(&each, (int)launch->block_threads, launch->ask.shared);
    cudaGetDeviceProperties(&prop, 0);
    return launch->blocks <=
           (uint64_t)each * (unsigned)prop.multiProcessorCount;
}

static bool cooperative_runs(const struct launch *launch)
{
    return launch->blocks <= WORKER_BLOCKS &&
           launch->blocks * launch->block_threads <= 16384;
}

int parcours_launch(const struct parcours_launch *ask, void (*enter)(void *),
                    const void *arguments, size_t size, int cooperative,
                    uintptr_t pc)
{
    if (worker)
        finding_not_judged("A kernel launches a kernel (dynamic parallelism): "
                           "the emulator does not have that.",
                           pc);
    cudaError_t error = launch_check(ask, pc);
    if (error != cudaSuccess)
        return error;
    struct launch *launch = calloc(1, sizeof *launch);
    void *copy = malloc(size ? size : 1);
    if (!launch || !copy)
        explore_panic("no memory for a launch");
    memcpy(copy, arguments, size);
    launch->ask = *ask;
    launch->enter = enter;
    launch->arguments = copy;
    launch->arguments_size = size;
    launch->blocks = (uint64_t)ask->grid[0] * ask->grid[1] * ask->grid[2];
    launch->block_threads = ask->block[0] * ask->block[1] * ask->block[2];
    launch->cooperative = cooperative;
    if (cooperative && !cooperative_fits(launch)) {
        free(copy);
        free(launch);
        return launch_fails(ask, cudaErrorCooperativeLaunchTooLarge,
                            "more blocks than the GPU can run at the same time",
                            pc);
    }
    if (cooperative && !cooperative_runs(launch))
        finding_not_judged("The emulator runs at most 64 blocks and 16384 "
                           "threads of a cooperative launch at a time.",
                           pc);
    launch_cost(launch, pc);
    launch_permute(launch);
    char name[120];
    snprintf(name, sizeof name, "kernel %.100s", ask->kernel);
    memcpy(running, name, sizeof name);
    launch->op = order_issue(stream_number(ask->stream), ORDER_COMPUTE,
                             strdup(name), pc);
    struct operation *op = order_operation(launch->op);
    memcpy(op->shape.grid, ask->grid, sizeof op->shape.grid);
    memcpy(op->shape.block, ask->block, sizeof op->shape.block);
    if (parcours_mode == PARCOURS_CHECK)
        known_forget();
    guard_kernel_pc = 0;
    memory_open();
    if (parcours_mode == PARCOURS_COUNT)
        count_launch(launch);
    launch_run(launch);
    if (parcours_mode == PARCOURS_COUNT)
        count_launch_end(launch);
    memory_close();
    running[0] = '\0';
    free(copy);
    free(launch);
    return cudaSuccess;
}

/* --- what kernels may ask of their launch --------------------------------- */

void parcours_grid_sync(uintptr_t pc)
{
    struct worker *me = worker;
    if (!me) {
        finding_on_host("grid.sync()", pc);
        return;
    }
    struct launch *launch = me->launch;
    if (!launch->cooperative)
        finding_not_judged("grid.sync() needs a launch by "
                           "cudaLaunchCooperativeKernel().",
                           pc);
    uint32_t all = (uint32_t)launch->blocks * launch->block_threads;
    uint32_t epoch = __atomic_load_n(&launch->grid_epoch, __ATOMIC_SEQ_CST);
    me->thread->site = pc;
    if (__atomic_add_fetch(&launch->grid_arrived, 1, __ATOMIC_SEQ_CST) == all) {
        launch->op = order_continue(launch->op);
        __atomic_store_n(&launch->grid_arrived, 0, __ATOMIC_SEQ_CST);
        __atomic_store_n(&launch->grid_epoch, epoch + 1, __ATOMIC_SEQ_CST);
        return;
    }
    while (__atomic_load_n(&launch->grid_epoch, __ATOMIC_SEQ_CST) == epoch)
        thread_yield();
}

void parcours_trap(uintptr_t pc)
{
    finding_assert(worker ? worker->thread : NULL, "__trap() is called.", pc);
}
