/*
 * The cost model of virtual time: how long each event takes.
 *
 * Unit: nanoseconds. Our values stand for a server of x86-64 under Linux
 * without a hypervisor, in round figures. The origin of a row is either what
 * `make calibrate` measured ("measured", with the way it does so), or the
 * magnitude that is usual for such machines where ours is a virtual one and
 * differs ("usual"). Verdicts on exercises use these values only, so that they
 * are the same on every machine; make calibrate measures the machine at hand
 * and writes a file of the same names, for predictions about that machine.
 *
 * What the model leaves out: the size of caches (a line stays until another
 * core takes it), the bandwidth of memory, changes of frequency, and cores
 * that are two threads of one.
 */
#pragma once

#include <stdint.h>

/* ROW(name, nanoseconds, meaning, origin) */
#define COST_TABLE(ROW)                                                     \
    ROW(ACCESS, 0.2, "an access to a line that the core has",               \
        "measured: sum of 16 KiB")                                          \
    ROW(CODE, 0.06, "a byte of machine code",                               \
        "measured: a chain of multiplications and additions")               \
    ROW(BLOCK, 0.2, "a stretch of code without a jump",                     \
        "measured: a loop with one load, less the load and its bytes")      \
    ROW(CALL, 1.3, "call of a function and return",                         \
        "measured: an empty function")                                      \
    ROW(PAGE, 250, "first touch of a page of memory",                       \
        "usual (measured: new memory, page by page)")                       \
    ROW(MEMORY, 90, "a line that no core has",                              \
        "usual (measured: a chain through 64 MiB)")                         \
    ROW(STREAMED, 2, "a line fetched ahead, since it follows the last one", \
        "measured: sum of 64 MiB")                                          \
    ROW(SHARED, 25, "reading a line that others have only read", "usual")   \
    ROW(TRANSFER, 50, "a line from another core, or taken from all others", \
        "usual (measured: a flag passed to and fro, a quarter)")            \
    ROW(BUFFERED, 30, "the same where lines are disputed, if not atomic",   \
        "measured: counters in one line and apart")                         \
    ROW(ATOMIC, 6, "a read-modify-write, beyond the access",                \
        "measured: fetch_add")                                              \
    ROW(LOCK, 7, "taking a free lock, beyond its line",                     \
        "measured: lock and unlock, half of it")                            \
    ROW(UNLOCK, 7, "giving it back, beyond its line", "likewise")           \
    ROW(SLEEP, 1200, "going to sleep in the kernel",                        \
        "usual (measured: threads that take turns on one core)")            \
    ROW(WAKE, 1500, "waking a thread, for the one that wakes it",           \
        "usual (measured: futex)")                                          \
    ROW(LATENCY, 4000, "until a thread that was woken runs",                \
        "measured: futex")                                                  \
    ROW(CREATE, 9000, "starting a thread, for the one that starts it",      \
        "usual (measured: pthread_create)")                                 \
    ROW(START, 9000, "until a new thread runs",                             \
        "usual (measured: its first statement)")                            \
    ROW(EXIT, 1500, "the end of a thread",                                  \
        "usual (measured: last statement to join)")                         \
    ROW(JOIN, 400, "joining a thread that has ended", "measured")           \
    ROW(YIELD, 400, "sched_yield() for nobody", "usual (measured)")         \
    ROW(SWITCH, 1500, "a core takes up another thread",                     \
        "usual (measured: two that yield on one core)")                     \
    ROW(CLOCK, 25, "reading a clock", "measured: clock_gettime")            \
    ROW(ALLOC, 20, "malloc() or free()", "measured")                        \
    ROW(QUANTUM, 3000000, "how long a thread runs while others wait",       \
        "Linux, sched_base_slice")

#define COST_ENUM(name, value, meaning, origin) COST_##name,

enum cost { COST_TABLE(COST_ENUM) COST_COUNT };

#undef COST_ENUM

/* The costs in use, in picoseconds: whole numbers, so that sums are exact. */
extern uint64_t costs[COST_COUNT];

/* Puts our values into use. */
void costs_reset(void);

/*
 * Reads a file of lines `name = nanoseconds`; what it does not name keeps our
 * value. Returns NULL, or what is wrong, in a buffer that lasts until the next
 * call.
 */
const char *costs_read(const char *path);
