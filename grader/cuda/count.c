#include "count.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../explore/panic.h"
#include "count_request.h"
#include "gpu.h"
#include "memory.h"
#include "operations.h"
#include "order.h"
#include "place.h"
#include "settings.h"

enum kind {
    LOAD,
    STORE,
    ATOMIC,
    SHARED_LOAD,
    SHARED_STORE,
    SHARED_ATOMIC,
    KINDS
};

static const char *const kind_words[KINDS] = {
    "global_loads", "global_stores", "global_atomics",
    "shared_loads", "shared_stores", "shared_atomics"};

struct tally {
    uint64_t requests, accesses, bytes;
    uint64_t sectors, ideal; /* global: sectors; shared: passes */
    uint64_t serial;         /* atomics: steps of lanes that meet */
    unsigned worst;
};

struct site {
    uintptr_t pc;
    enum kind kind;
    struct tally tally;
};

enum { KERNELS = 64, SITES = 1024 };

struct kernel {
    char name[100];
    uint64_t launches, threads, warps;
    uint64_t barriers, warp_operations, divergent;
    struct tally tally[KINDS];
    unsigned block_threads;
    size_t shared;
    uint64_t hottest;        /* atomic accesses to one address */
    uint64_t block_accesses; /* of the busiest block, summed over launches */
    uint64_t operations[OPERATIONS];
};

static struct kernel kernels[KERNELS];
static int kernel_count;
static struct kernel *kernel;
static uint64_t busiest; /* block of the launch: accesses to global memory */
static struct site sites[SITES];
static int site_count;

static struct direction {
    uint64_t copies, bytes;
} to_device, to_host, inside;

/* --- a hash table from (place, thread or warp, times, meeting) ------------ */

struct entry {
    uintptr_t pc; /* 0: free */
    uint32_t a, b, c;
    uint32_t value;
};

struct table {
    struct entry *entry;
    uint32_t room, count;
};

static struct table occurrences; /* (pc, thread, what, meeting) -> times */
static struct table request_of;  /* (pc, warp, times, meeting) -> request */
static struct table branch_of;   /* the same -> branch */
static struct table hot;         /* (address, 0, 0, 0) -> atomic accesses */

/* What is counted in `occurrences`. */
enum { ACCESSES, BRANCHES };

static struct entry *table_find(struct table *table, uintptr_t pc, uint32_t a,
                                uint32_t b, uint32_t c);

static void table_grow(struct table *table)
{
    struct table old = *table;
    table->room = old.room ? 2 * old.room : 4096;
    table->count = 0;
    table->entry = calloc(table->room, sizeof *table->entry);
    if (!table->entry)
        explore_panic("no memory for counters");
    for (uint32_t i = 0; i < old.room; i++) {
        struct entry *from = &old.entry[i];
        if (from->pc)
            table_find(table, from->pc, from->a, from->b, from->c)->value =
                from->value;
    }
    free(old.entry);
}

/* The entry, a new one with the value 0 if there was none. */
static struct entry *table_find(struct table *table, uintptr_t pc, uint32_t a,
                                uint32_t b, uint32_t c)
{
    if (2 * table->count >= table->room)
        table_grow(table);
    uint64_t hash =
        (pc ^ (uint64_t)a << 40 ^ (uint64_t)b << 20 ^ c) * 0x9e3779b97f4a7c15u;
    for (uint64_t at = hash >> 30;; at++) {
        struct entry *entry = &table->entry[at & (table->room - 1)];
        if (!entry->pc) {
            *entry = (struct entry){pc, a, b, c, 0};
            table->count++;
            return entry;
        }
        if (entry->pc == pc && entry->a == a && entry->b == b && entry->c == c)
            return entry;
    }
}

static void table_clear(struct table *table)
{
    if (table->count)
        memset(table->entry, 0, table->room * sizeof *table->entry);
    table->count = 0;
}

/* --- requests ------------------------------------------------------------- */

struct open_request {
    struct request request;
    uintptr_t pc;
    enum kind kind;
};

static struct open_request *requests;
static uint32_t request_count, request_room;
enum { MOST_REQUESTS = 1 << 20 };

static struct site *site_find(uintptr_t pc, enum kind kind)
{
    for (int i = 0; i < site_count; i++)
        if (sites[i].pc == pc && sites[i].kind == kind)
            return &sites[i];
    if (site_count == SITES)
        return NULL;
    sites[site_count] = (struct site){.pc = pc, .kind = kind};
    return &sites[site_count++];
}

static void tally_add(struct tally *tally, const struct request *request,
                      enum kind kind)
{
    unsigned n = (unsigned)__builtin_popcount(request->lanes), ideal, cost;
    if (kind < SHARED_LOAD) {
        cost = request_sectors(request);
        ideal = request_ideal(request);
    } else {
        cost = request_passes(request, &ideal);
    }
    tally->requests++;
    tally->accesses += n;
    tally->bytes += (uint64_t)n * request->size;
    tally->sectors += cost;
    tally->ideal += ideal;
    tally->worst = cost > tally->worst ? cost : tally->worst;
    if (kind == ATOMIC || kind == SHARED_ATOMIC)
        tally->serial += request_serial(request);
}

static void requests_evaluate(void)
{
    for (uint32_t i = 0; i < request_count; i++) {
        const struct open_request *r = &requests[i];
        struct site *site = site_find(r->pc, r->kind);
        tally_add(&kernel->tally[r->kind], &r->request, r->kind);
        if (site)
            tally_add(&site->tally, &r->request, r->kind);
    }
    request_count = 0;
    table_clear(&occurrences);
    table_clear(&request_of);
    table_clear(&branch_of);
}

static uint32_t request_add(uintptr_t pc, enum kind kind, size_t size)
{
    if (request_count == request_room) {
        request_room = request_room ? 2 * request_room : 1024;
        requests = realloc(requests, request_room * sizeof *requests);
        if (!requests)
            explore_panic("no memory for counters");
    }
    requests[request_count] = (struct open_request){
        .request = {.size = (uint32_t)size}, .pc = pc, .kind = kind};
    return ++request_count;
}

static enum kind kind_of(uintptr_t address, enum shadow_kind kind, bool *counts)
{
    static const enum kind global[] = {LOAD, STORE, ATOMIC, ATOMIC};
    static const enum kind shared[] = {SHARED_LOAD, SHARED_STORE, SHARED_ATOMIC,
                                       SHARED_ATOMIC};
    enum memory_place place = memory_place(address);
    *counts = place != PLACE_OTHER && place != PLACE_CONSTANT;
    return place == PLACE_SHARED ? shared[kind] : global[kind];
}

void count_access(struct thread *thread, uintptr_t address, size_t size,
                  enum shadow_kind access, uintptr_t pc)
{
    bool counts;
    enum kind kind = kind_of(address, access, &counts);
    if (!counts)
        return;
    if (request_count == MOST_REQUESTS)
        requests_evaluate();
    uint32_t index = thread->index;
    uint32_t times = table_find(&occurrences, pc * 4 + (uintptr_t)access, index,
                                ACCESSES, thread->meeting)
                         ->value++;
    uint32_t warp = thread->block->number << 5 | index / WARP_SIZE;
    struct entry *entry = table_find(&request_of, pc * 4 + (uintptr_t)access,
                                     warp, times, thread->meeting);
    if (!entry->value)
        entry->value = request_add(pc, kind, size);
    thread->block->accesses += kind < SHARED_LOAD;
    struct request *request = &requests[entry->value - 1].request;
    request->lanes |= 1u << index % WARP_SIZE;
    request->address[index % WARP_SIZE] = address;
    if (kind == ATOMIC || kind == SHARED_ATOMIC) {
        uint64_t times_here = ++table_find(&hot, address, 0, 0, 0)->value;
        if (times_here > kernel->hottest)
            kernel->hottest = times_here;
    }
}

/* --- branches ------------------------------------------------------------- */

static struct last {
    uintptr_t pc;
    uint32_t times, meeting;
    const struct launch *launch;
    uint32_t block;
} last[WORKER_BLOCKS][BLOCK_THREADS];

void __sanitizer_cov_trace_pc(void)
{
    uintptr_t pc = (uintptr_t)__builtin_return_address(0);
    struct worker *me = worker;
    if (!me || parcours_mode != PARCOURS_COUNT)
        return;
    operations_at((const uint8_t *)pc, kernel->operations);
    struct thread *thread = me->thread;
    struct block *block = thread->block;
    struct last *before = &last[block - me->slot][thread->index];
    uint32_t warp = block->number << 5 | thread->index / WARP_SIZE;
    if (before->pc && before->launch == me->launch &&
        before->block == block->number) {
        struct entry *entry = table_find(&branch_of, before->pc, warp,
                                         before->times, before->meeting);
        uint32_t next = (uint32_t)pc << 1;
        if (!entry->value)
            entry->value = next;
        else if ((entry->value & ~1u) != next && !(entry->value & 1)) {
            entry->value |= 1;
            kernel->divergent++;
        }
    }
    uint32_t times =
        table_find(&occurrences, pc, thread->index, BRANCHES, thread->meeting)
            ->value++;
    *before =
        (struct last){pc, times, thread->meeting, me->launch, block->number};
}

/* --- events --------------------------------------------------------------- */

void count_launch(struct launch *launch)
{
    int i = 0;
    while (i < kernel_count && strcmp(kernels[i].name, launch->ask.kernel) != 0)
        i++;
    if (i == KERNELS)
        i--;
    kernel = &kernels[i];
    if (i == kernel_count) {
        kernel_count++;
        snprintf(kernel->name, sizeof kernel->name, "%.99s",
                 launch->ask.kernel);
    }
    kernel->launches++;
    kernel->threads += launch->blocks * launch->block_threads;
    kernel->warps +=
        launch->blocks * ((launch->block_threads + WARP_SIZE - 1) / WARP_SIZE);
    kernel->block_threads = launch->block_threads;
    memset(last, 0, sizeof last);
}

void count_launch_end(struct launch *launch)
{
    (void)launch;
    requests_evaluate();
    table_clear(&hot);
    kernel->block_accesses += busiest;
    busiest = 0;
}

static void meetings_forget(struct block *block)
{
    for (unsigned i = 0; i < block->size; i++)
        block->thread[i].meeting = 0;
}

void count_barrier(struct block *block)
{
    kernel->barriers += (block->size + WARP_SIZE - 1) / WARP_SIZE;
    requests_evaluate();
    meetings_forget(block);
}

void count_warp(struct block *block, unsigned warp, uint32_t lanes)
{
    struct thread *first = &block->thread[warp * WARP_SIZE];
    uint32_t latest = 0;
    for (unsigned l = 0; l < WARP_SIZE; l++)
        if (lanes >> l & 1 && first[l].meeting > latest)
            latest = first[l].meeting;
    for (unsigned l = 0; l < WARP_SIZE; l++)
        if (lanes >> l & 1)
            first[l].meeting = latest + 1;
    kernel->warp_operations++;
}

void count_block_end(struct block *block)
{
    if (block->shared_high > kernel->shared)
        kernel->shared = block->shared_high;
    if (block->accesses > busiest)
        busiest = block->accesses;
    block->accesses = 0;
    requests_evaluate();
    meetings_forget(block);
}

void count_copy(bool to, bool from, size_t bytes)
{
    struct direction *d = to && from ? &inside
                          : to       ? &to_device
                          : from     ? &to_host
                                     : &inside;
    d->copies++;
    d->bytes += bytes;
}

/* --- the report ----------------------------------------------------------- */

static void print_tally(const struct tally *t, enum kind kind)
{
    printf("  %s requests=%llu accesses=%llu bytes=%llu", kind_words[kind],
           (unsigned long long)t->requests, (unsigned long long)t->accesses,
           (unsigned long long)t->bytes);
    printf(kind < SHARED_LOAD ? " sectors=%llu ideal=%llu"
                              : " passes=%llu ideal=%llu",
           (unsigned long long)t->sectors, (unsigned long long)t->ideal);
    if (kind == ATOMIC || kind == SHARED_ATOMIC)
        printf(" serial=%llu", (unsigned long long)t->serial);
    if (kind >= SHARED_LOAD)
        printf(" worst=%u", t->worst);
    putchar('\n');
}

static void print_sites(FILE *file, const char *before)
{
    for (int i = 0; i < site_count; i++) {
        const struct site *s = &sites[i];
        const struct tally *t = &s->tally;
        if (t->sectors * 20 <= t->ideal * 21)
            continue;
        fprintf(file, "%s%s, %s: %.1f %s a request, %.1f would do\n", before,
                place_name(s->pc).text, kind_words[s->kind],
                (double)t->sectors / (double)t->requests,
                s->kind < SHARED_LOAD ? "sectors" : "passes",
                (double)t->ideal / (double)t->requests);
    }
}

/* At the rates of the data sheet, which multiply and add in one step. */
static double compute_us(const struct kernel *k, const struct gpu *gpu)
{
    double fast = (double)(k->operations[OPERATION_HALF] +
                           k->operations[OPERATION_SINGLE] +
                           k->operations[OPERATION_SPECIAL]);
    double slow = (double)k->operations[OPERATION_DOUBLE];
    return fast / gpu->single_tflops / 1e6 + slow / gpu->double_tflops / 1e6;
}

static void print_gpu(const struct kernel *k, const struct gpu *gpu)
{
    struct occupancy o = gpu_occupancy(gpu, (int)k->block_threads,
                                       settings.registers, k->shared);
    double bytes = 0;
    for (int kind = LOAD; kind <= ATOMIC; kind++)
        bytes += (double)SECTOR * (double)k->tally[kind].sectors;
    double memory = bytes / gpu->bandwidth_gbs / 1e3;
    double compute = compute_us(k, gpu);
    printf("  %-8s occupancy=%d%% (%d of %d warps, limit: %s) "
           "memory_us=%.3f compute_us=%.3f balance=%.1f flop/byte: %s\n",
           gpu->name, 100 * o.warps / gpu->warps, o.warps, gpu->warps, o.limit,
           memory, compute, 1e3 * gpu->single_tflops / gpu->bandwidth_gbs,
           memory >= compute ? "memory limits" : "arithmetic limits");
}

static void print_operations(const struct kernel *k)
{
    static const char *const words[OPERATIONS] = {"half", "single", "double",
                                                  "special", "integer"};
    printf("  operations");
    for (int kind = 0; kind < OPERATIONS; kind++)
        printf(" %s=%llu", words[kind],
               (unsigned long long)k->operations[kind]);
    putchar('\n');
}

static void print_kernel(const struct kernel *k)
{
    printf("\nkernel %s launches=%llu threads=%llu warps=%llu\n", k->name,
           (unsigned long long)k->launches, (unsigned long long)k->threads,
           (unsigned long long)k->warps);
    for (int kind = 0; kind < KINDS; kind++)
        if (k->tally[kind].requests)
            print_tally(&k->tally[kind], (enum kind)kind);
    printf("  barriers=%llu warp_operations=%llu divergent_branches=%llu "
           "hottest_atomic=%llu shared_bytes=%zu block_accesses=%llu\n",
           (unsigned long long)k->barriers,
           (unsigned long long)k->warp_operations,
           (unsigned long long)k->divergent, (unsigned long long)k->hottest,
           k->shared, (unsigned long long)k->block_accesses);
    print_operations(k);
    if (settings.device)
        print_gpu(k, gpu_named(settings.device));
    else
        for (const struct gpu *gpu = gpu_all(); gpu->name; gpu++)
            print_gpu(k, gpu);
}

/* --- the same for the grader ---------------------------------------------- */

static uint32_t chain_before;
static size_t memory_before;

void count_reset(void)
{
    memset(kernels, 0, sizeof kernels);
    kernel_count = site_count = 0;
    chain_before = order_chain();
    memory_peak(true);
    memory_before = memory_live(MEMORY_DEVICE);
    to_device = to_host = inside = (struct direction){0};
}

static uint64_t sum(size_t offset)
{
    uint64_t all = 0;
    for (int i = 0; i < kernel_count; i++)
        all += *(const uint64_t *)((const char *)&kernels[i] + offset);
    return all;
}

static uint64_t most(size_t offset)
{
    uint64_t all = 0;
    for (int i = 0; i < kernel_count; i++) {
        uint64_t one = *(const uint64_t *)((const char *)&kernels[i] + offset);
        all = one > all ? one : all;
    }
    return all;
}

static unsigned worst_conflict(void)
{
    unsigned all = 0;
    for (int i = 0; i < kernel_count; i++)
        for (int kind = SHARED_LOAD; kind < KINDS; kind++)
            if (kernels[i].tally[kind].worst > all)
                all = kernels[i].tally[kind].worst;
    return all;
}

#define TALLY(kind, field)                                            \
    (offsetof(struct kernel, tally) + (kind) * sizeof(struct tally) + \
     offsetof(struct tally, field))

#define OPERATIONS_OF(kind) \
    (offsetof(struct kernel, operations) + (kind) * sizeof(uint64_t))

void count_write(FILE *file)
{
    static const struct {
        const char *name;
        size_t offset;
    } sums[] = {
        {"launches", offsetof(struct kernel, launches)},
        {"threads", offsetof(struct kernel, threads)},
        {"load_sectors", TALLY(LOAD, sectors)},
        {"store_sectors", TALLY(STORE, sectors)},
        {"atomic_sectors", TALLY(ATOMIC, sectors)},
        {"loads", TALLY(LOAD, accesses)},
        {"stores", TALLY(STORE, accesses)},
        {"atomics", TALLY(ATOMIC, accesses)},
        {"serial", TALLY(ATOMIC, serial)},
        {"shared_loads", TALLY(SHARED_LOAD, accesses)},
        {"shared_stores", TALLY(SHARED_STORE, accesses)},
        {"shared_atomics", TALLY(SHARED_ATOMIC, accesses)},
        {"shared_serial", TALLY(SHARED_ATOMIC, serial)},
        {"block_accesses", offsetof(struct kernel, block_accesses)},
        {"single_operations", OPERATIONS_OF(OPERATION_SINGLE)},
        {"double_operations", OPERATIONS_OF(OPERATION_DOUBLE)},
        {"divergent", offsetof(struct kernel, divergent)},
        {"barriers", offsetof(struct kernel, barriers)},
    };
    const struct {
        const char *name;
        uint64_t value;
    } others[] = {
        {"conflict", worst_conflict()},
        {"chain", order_chain() - chain_before},
        {"memory", memory_peak(false) - memory_before},
        {"hottest", most(offsetof(struct kernel, hottest))},
        {"to_device", to_device.copies},
        {"bytes_to_device", to_device.bytes},
        {"to_host", to_host.copies},
        {"bytes_to_host", to_host.bytes},
        {"inside", inside.copies},
        {"bytes_inside", inside.bytes},
    };
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        fprintf(file, "@count %s %llu\n", sums[i].name,
                (unsigned long long)sum(sums[i].offset));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        fprintf(file, "@count %s %llu\n", others[i].name,
                (unsigned long long)others[i].value);
    print_sites(file, "@site ");
}

/* --- the report of the command -------------------------------------------- */

void count_print(void)
{
    fflush(stdout);
    for (int i = 0; i < kernel_count; i++)
        print_kernel(&kernels[i]);
    if (site_count)
        putchar('\n');
    print_sites(stdout, "  ");
    printf("\ncopies to_device=%llu bytes=%llu, to_host=%llu bytes=%llu, "
           "inside=%llu bytes=%llu\n",
           (unsigned long long)to_device.copies,
           (unsigned long long)to_device.bytes,
           (unsigned long long)to_host.copies,
           (unsigned long long)to_host.bytes, (unsigned long long)inside.copies,
           (unsigned long long)inside.bytes);
    fflush(stdout);
}
