/*
 * parcours-calibrate FILE: measures the costs of costs.h on this machine.
 *
 * Prints ours and the measured values side by side, and writes FILE for
 * parcours-explore --costs. Each figure is the least of many short rounds,
 * which is the one that nothing disturbed; where the kernel's scheduler has a
 * say and there is no such floor, it is the lower quartile. Where it may, the
 * command runs before all others of the machine.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "costs.h"

#define ROUNDS 400
#define NOT_MEASURED (-1.0)

/* ---- rounds ---- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The value of a round below which the given part of all rounds lie. */
static double quantile(double (*round)(void), int rounds, double part)
{
    double values[ROUNDS] = {0};
    for (int i = 0; i < rounds; i++)
        values[i] = round();
    qsort(values, (size_t)rounds, sizeof *values, order);
    return values[(int)(part * (rounds - 1))];
}

static double least(double (*round)(void))
{
    return quantile(round, ROUNDS, 0);
}

static double quartile(double (*round)(void))
{
    return quantile(round, ROUNDS, 0.25);
}

/* Runs the calling thread on one core only. */
static void pin(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

static void unpin(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int core = 0; core < CPU_SETSIZE; core++)
        CPU_SET(core, &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

/* ---- one core: code and caches ---- */

#define SMALL 4096                /* words, 16 KiB */
#define LARGE (16u << 20)         /* words, 64 MiB */
#define LINE_WORDS (64u / 4)      /* words in a line */
#define CHAIN_ROUND 4000          /* lines followed in a round */
#define STREAM_ROUND (256u << 10) /* words read in a round */

static volatile uint32_t small[SMALL];
static uint32_t *large;
static uint32_t large_at;
static volatile uint32_t sink;

static double loads(int per_jump)
{
    uint32_t sum = 0;
    double start = now();
    if (per_jump == 1)
        for (unsigned i = 0; i < SMALL; i++)
            sum += small[i];
    else
        for (unsigned i = 0; i < SMALL; i += 8)
            sum += small[i] + small[i + 1] + small[i + 2] + small[i + 3] +
                   small[i + 4] + small[i + 5] + small[i + 6] + small[i + 7];
    sink = sum;
    return (now() - start) / SMALL;
}

static double round_loads(void)
{
    return loads(8);
}

/* A load, a jump and some 12 bytes of code. */
static double round_loop(void)
{
    return loads(1);
}

/* Three instructions of 16 bytes, each needs the result of the one before. */
#define CHAIN_BYTES 16

static double round_code(void)
{
    uint32_t value = 1;
    double start = now();
    for (int i = 0; i < 2000; i++) {
        value = value * 1664525u + 1013904223u;
        __asm__ volatile("" : "+r"(value));
    }
    sink = value;
    return (now() - start) / 2000 / CHAIN_BYTES;
}

__attribute__((noinline)) static void empty(void)
{
    __asm__ volatile("");
}

static double round_call(void)
{
    double start = now();
    for (int i = 0; i < 2000; i++)
        empty();
    return (now() - start) / 2000;
}

/* A chain through all lines in a random order. */
static void large_chain(void)
{
    uint32_t lines = LARGE / LINE_WORDS, seed = 1;
    for (uint32_t i = 0; i < lines; i++)
        large[i * LINE_WORDS] = i * LINE_WORDS;
    for (uint32_t i = lines - 1; i > 0; i--) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t j = (uint32_t)(((uint64_t)seed * i) >> 32);
        uint32_t here = large[i * LINE_WORDS];
        large[i * LINE_WORDS] = large[j * LINE_WORDS];
        large[j * LINE_WORDS] = here;
    }
}

static double round_memory(void)
{
    uint32_t at = large_at;
    double start = now();
    for (int i = 0; i < CHAIN_ROUND; i++)
        at = large[at];
    large_at = at;
    return (now() - start) / CHAIN_ROUND;
}

static double round_page(void)
{
    const size_t size = 64, page = 4096;
    char *memory = mmap(NULL, size * page, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    double start = now();
    for (size_t i = 0; memory != MAP_FAILED && i < size; i++)
        memory[i * page] = 1;
    double took = now() - start;
    munmap(memory, size * page);
    return took / (double)size;
}

static double round_stream(void)
{
    static uint32_t from;
    uint32_t sum = 0;
    double start = now();
    for (uint32_t i = from; i < from + STREAM_ROUND; i += LINE_WORDS)
        sum += large[i];
    sink = sum;
    from = (from + STREAM_ROUND) % LARGE;
    return (now() - start) / (STREAM_ROUND / LINE_WORDS);
}

/* ---- one core: calls ---- */

static double round_atomic(void)
{
    static _Alignas(64) atomic_int counter;
    double start = now();
    for (int i = 0; i < 1000; i++)
        atomic_fetch_add(&counter, 1);
    return (now() - start) / 1000;
}

static double round_lock(void)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    double start = now();
    for (int i = 0; i < 1000; i++) {
        pthread_mutex_lock(&lock);
        pthread_mutex_unlock(&lock);
    }
    return (now() - start) / 1000;
}

static double round_clock(void)
{
    double start = now();
    for (int i = 0; i < 200; i++)
        sink = (uint32_t)now();
    return (now() - start) / 200;
}

static double round_alloc(void)
{
    void *blocks[100];
    double start = now();
    for (int i = 0; i < 100; i++)
        blocks[i] = malloc(48);
    for (int i = 0; i < 100; i++)
        free(blocks[i]);
    return (now() - start) / 200;
}

static double round_yield(void)
{
    double start = now();
    for (int i = 0; i < 100; i++)
        sched_yield();
    return (now() - start) / 100;
}

/* ---- two threads ---- */

static _Alignas(64) atomic_int flag, stop, arrived;
static int partner_core;
static void (*partner_work)(void);

static void *partner(void *unused)
{
    pin(partner_core);
    arrived = 1;
    partner_work();
    return unused;
}

/* Measures with a second thread that does `work` on `core` until `stop`. */
static double with_partner(void (*work)(void), int core, double (*round)(void),
                           double part)
{
    pthread_t thread;
    partner_work = work;
    partner_core = core;
    flag = stop = arrived = 0;
    pthread_create(&thread, NULL, partner, NULL);
    while (!arrived)
        sched_yield();
    pin(0);
    double value = quantile(round, ROUNDS, part);
    stop = 1;
    flag = 1;
    syscall(SYS_futex, &flag, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    pthread_join(thread, NULL);
    unpin();
    return value;
}

static struct {
    _Alignas(64) volatile uint64_t mine;
    volatile uint64_t other; /* in the same line */
} counters;

/* Counts, with some 20 ns of work before every increment. */
static void count(volatile uint64_t *counter, int times)
{
    uint32_t value = 1;
    for (int i = 0; i < times; i++) {
        for (int k = 0; k < 16; k++) {
            value = value * 1664525u + 1013904223u;
            __asm__ volatile("" : "+r"(value));
        }
        *counter += value & 1;
    }
}

static void count_other(void)
{
    while (!stop)
        count(&counters.other, 100);
}

static double round_counters(void)
{
    double start = now();
    count(&counters.mine, 2000);
    return (now() - start) / 2000;
}

static void answer_flag(void)
{
    while (!stop)
        if (flag == 1)
            flag = 2;
}

/* There and back, and each way the line is fetched and taken away. */
static double round_flag(void)
{
    double start = now();
    for (int i = 0; i < 20; i++) {
        flag = 1;
        while (flag != 2)
            ;
    }
    return (now() - start) / 20 / 4;
}

static _Alignas(64) _Atomic double woken_at;

static void sleep_and_tell(void)
{
    while (!stop) {
        while (flag == 0)
            syscall(SYS_futex, &flag, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
        woken_at = now();
        flag = 0;
    }
}

static void pause_for(double nanoseconds)
{
    for (double start = now(); now() - start < nanoseconds;)
        ;
}

static double wake_took;

static double round_latency(void)
{
    pause_for(30000); /* so that the partner sleeps */
    double start = now();
    flag = 1;
    syscall(SYS_futex, &flag, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    wake_took = now() - start;
    while (flag != 0)
        ;
    double latency = woken_at - start - wake_took;
    return latency > 0 ? latency : 0;
}

static double round_wake(void)
{
    round_latency();
    return wake_took;
}

/* Two threads on one core that wake each other and sleep. */
static void answer_by_futex(void)
{
    while (!stop) {
        while (flag != 1 && !stop)
            syscall(SYS_futex, &flag, FUTEX_WAIT_PRIVATE, flag, NULL, NULL, 0);
        flag = 2;
        syscall(SYS_futex, &flag, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    }
}

static double round_turn(void)
{
    double start = now();
    for (int i = 0; i < 10; i++) {
        flag = 1;
        syscall(SYS_futex, &flag, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
        while (flag == 1)
            syscall(SYS_futex, &flag, FUTEX_WAIT_PRIVATE, 1, NULL, NULL, 0);
    }
    return (now() - start) / 20;
}

static void only_yield(void)
{
    while (!stop)
        sched_yield();
}

static double round_switch(void)
{
    double start = now();
    for (int i = 0; i < 20; i++)
        sched_yield();
    return (now() - start) / 40;
}

/* Arithmetic that keeps all units of a core busy. */
static double round_wide(void)
{
    uint32_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6;
    double start = now();
    for (int i = 0; i < 20000; i++) {
        a += a << 3, b ^= b >> 5, c += c << 7, d ^= d >> 3, e += e << 1,
            f ^= f >> 7;
        __asm__ volatile(""
                         : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e),
                           "+r"(f));
    }
    sink = a + b + c + d + e + f;
    return now() - start;
}

static void only_compute(void)
{
    while (!stop)
        round_wide();
}

/* How much more two cores compute than one: 1 if both are one core in truth. */
static double measure_two_cores(void)
{
    double alone = least(round_wide);
    return 2 * alone / with_partner(only_compute, 1, round_wide, 0.5);
}

/* ---- threads that come and go ---- */

static double created_at, started_at, ended_at;

static void *note_start(void *unused)
{
    started_at = now();
    return unused;
}

static void *note_end(void *unused)
{
    ended_at = now();
    return unused;
}

static double round_create(void)
{
    pthread_t thread;
    double start = now();
    pthread_create(&thread, NULL, note_start, NULL);
    created_at = now();
    pthread_join(thread, NULL);
    return created_at - start;
}

static double round_start(void)
{
    round_create();
    return started_at > created_at ? started_at - created_at : 0;
}

static double round_exit(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, note_end, NULL);
    pthread_join(thread, NULL);
    return now() - ended_at;
}

static double round_join(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, note_end, NULL);
    pause_for(100000);
    double start = now();
    pthread_join(thread, NULL);
    return now() - start;
}

/* ---- the table ---- */

static double measured[COST_COUNT];

static double positive(double value, double least_value)
{
    return value > least_value ? value : least_value;
}

static void measure_one_core(void)
{
    measured[COST_ACCESS] = least(round_loads);
    measured[COST_CODE] = least(round_code);
    measured[COST_BLOCK] = positive(least(round_loop) - measured[COST_ACCESS] -
                                        12 * measured[COST_CODE],
                                    0.1);
    measured[COST_CALL] = least(round_call);
    measured[COST_ATOMIC] = least(round_atomic);
    measured[COST_CLOCK] = least(round_clock);
    measured[COST_YIELD] = least(round_yield);
}

static void measure_memory(void)
{
    large = malloc(LARGE * sizeof *large);
    if (!large)
        return;
    large_chain();
    measured[COST_PAGE] = least(round_page);
    measured[COST_MEMORY] = least(round_memory);
    measured[COST_STREAMED] = least(round_stream);
    free(large);
}

static void only_sleep(void)
{
    while (!stop)
        syscall(SYS_futex, &flag, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
}

/* Alone in its process a thread takes short cuts. */
static void measure_in_company(void)
{
    measured[COST_LOCK] = measured[COST_UNLOCK] =
        with_partner(only_sleep, 0, round_lock, 0) / 2;
    measured[COST_ALLOC] = with_partner(only_sleep, 0, round_alloc, 0);
}

static void measure_partners(void)
{
    double turn = with_partner(answer_by_futex, 0, round_turn, 0.25);
    measured[COST_SWITCH] = with_partner(only_yield, 0, round_switch, 0.25);
    if (sysconf(_SC_NPROCESSORS_ONLN) < 2)
        return;
    measured[COST_TRANSFER] = with_partner(answer_flag, 1, round_flag, 0);
    measured[COST_BUFFERED] =
        positive(with_partner(count_other, 1, round_counters, 0.5) -
                     least(round_counters),
                 1);
    measured[COST_WAKE] = with_partner(sleep_and_tell, 1, round_wake, 0.25);
    measured[COST_LATENCY] = with_partner(sleep_and_tell, 1, round_latency, 0);
    measured[COST_SLEEP] =
        positive(turn - measured[COST_SWITCH] - measured[COST_WAKE], 200);
}

static void measure_threads(void)
{
    measured[COST_CREATE] = quartile(round_create);
    measured[COST_START] = quartile(round_start);
    measured[COST_JOIN] = quartile(round_join);
    double end = quartile(round_exit) - measured[COST_LATENCY];
    measured[COST_EXIT] = positive(end, 500);
}

/* ---- output ---- */

#define COST_ROW(name, value, meaning, origin) {#name, value, meaning},

static const struct row {
    const char *name;
    double ours;
    const char *meaning;
} rows[] = {COST_TABLE(COST_ROW)};

static void print_row(const struct row *row, double value)
{
    char shown[16] = "-", error[16] = "";
    if (value >= 0) {
        snprintf(shown, sizeof shown, "%.2f", value);
        snprintf(error, sizeof error, "%+.0f %%",
                 100 * (row->ours / positive(value, 0.001) - 1));
    }
    printf("%-9s %10.2f %10s %9s  %s\n", row->name, row->ours, shown, error,
           row->meaning);
}

static void print_two_cores(double factor)
{
    printf("\nTwo cores compute %.1f times as much as one.\n", factor);
    if (factor < 1.6)
        printf("They share the units of one core (hyper-threading), or other "
               "programs run:\nmeasured speed-ups can stay far below computed "
               "ones here.\n");
}

static int write_file(const char *path)
{
    FILE *file = fopen(path, "we");
    if (!file) {
        fprintf(stderr, "parcours-calibrate: cannot write %s: %s\n", path,
                strerror(errno));
        return 4;
    }
    fputs("# Costs of this machine in nanoseconds; see costs.h.\n", file);
    for (int i = 0; i < COST_COUNT; i++)
        if (measured[i] >= 0)
            fprintf(file, "%s = %.3f\n", rows[i].name, measured[i]);
    fclose(file);
    printf("\nWritten to %s, for parcours-explore --virtual --costs.\n", path);
    return 0;
}

int main(int argc, char **argv)
{
    const struct sched_param first = {1};
    if (argc != 2) {
        fputs("Usage: parcours-calibrate FILE\n", stderr);
        return 2;
    }
    sched_setscheduler(0, SCHED_FIFO, &first);
    for (int i = 0; i < COST_COUNT; i++)
        measured[i] = NOT_MEASURED;
    measure_one_core();
    measure_memory();
    measure_in_company();
    measure_partners();
    measure_threads();
    printf("Nanoseconds      ours   measured     error  what it is\n");
    for (int i = 0; i < COST_COUNT; i++)
        print_row(&rows[i], measured[i]);
    if (sysconf(_SC_NPROCESSORS_ONLN) > 1)
        print_two_cores(measure_two_cores());
    return write_file(argv[1]);
}
