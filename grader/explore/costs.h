/*
 * The cost model of virtual time: how long each event takes.
 *
 * Unit: nanoseconds. Our values stand for a present server processor of x86-64
 * under Linux; each row says what it was taken from. Verdicts on exercises use
 * these values only, so that they are the same on every machine; `make
 * calibrate` measures the machine at hand and writes a file of the same names,
 * for predictions about that machine.
 *
 * What the model leaves out: the size of caches (a line stays until another
 * core takes it), the bandwidth of memory, frequency changes, hyper-threading.
 */
#pragma once

#include <stdint.h>

/* ROW(name, nanoseconds, meaning, origin) */
#define COST_TABLE(ROW)                                                       \
    ROW(ACCESS, 0.4, "access to a line that the core has",                    \
        "measured: sum over 16 KiB")                                          \
    ROW(CODE, 0.06, "a byte of machine code",                                 \
        "4 bytes an instruction, 1.4 a cycle, 3 GHz")                         \
    ROW(BLOCK, 0.3, "a stretch of code without a jump", "one cycle")          \
    ROW(CALL, 1.5, "call of a function and return", "measured: empty call")   \
    ROW(MEMORY, 70, "line that no core has", "usual latency of memory")       \
    ROW(STREAMED, 3, "line that follows the one before, fetched ahead",       \
        "64 bytes at 20 GB/s")                                                \
    ROW(SHARED, 25, "reading a line that others have only read",              \
        "usual latency of the last cache")                                    \
    ROW(TRANSFER, 70,                                                         \
        "line that another core wrote, or writing what others "               \
        "have",                                                               \
        "measured: flag passed between cores")                                \
    ROW(ATOMIC, 6, "read-modify-write, beyond the access",                    \
        "measured: fetch_add on a line of its own")                           \
    ROW(LOCK, 10, "taking a free lock, beyond its line",                      \
        "measured: lock and unlock, half each")                               \
    ROW(UNLOCK, 10, "giving it back", "measured: lock and unlock, half each") \
    ROW(SLEEP, 1200, "going to sleep in the kernel", "measured: futex wait")  \
    ROW(WAKE, 1500, "waking a sleeping thread, for the one that wakes",       \
        "measured: futex wake")                                               \
    ROW(LATENCY, 4000, "until a woken thread runs",                           \
        "measured: two threads that wake each other")                         \
    ROW(CREATE, 9000, "starting a thread, for the one that starts it",        \
        "measured: pthread_create")                                           \
    ROW(START, 9000, "until a new thread runs",                               \
        "measured: first statement of a thread")                              \
    ROW(EXIT, 1500, "the end of a thread", "measured: create and join")       \
    ROW(JOIN, 300, "joining a thread that has ended",                         \
        "measured: pthread_join")                                             \
    ROW(YIELD, 400, "sched_yield with nobody waiting", "measured")            \
    ROW(SWITCH, 1500, "a core takes up another thread",                       \
        "measured: yield on one core")                                        \
    ROW(CLOCK, 25, "reading a clock", "measured: clock_gettime")              \
    ROW(ALLOC, 20, "malloc or free", "measured: both, half each")             \
    ROW(QUANTUM, 3000000, "a thread runs so long while others wait",          \
        "Linux, sched_min_granularity")

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
