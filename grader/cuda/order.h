/*
 * What is ordered before what between the host, streams, and the operations
 * on them: launches, copies, fills.
 *
 * How it works. An operation runs at once when it is issued; that is one of
 * the orders that are allowed. Each stream, and the host, counts its
 * operations, and each operation knows by a vector clock which operations of
 * all streams had to be over before it. So an access races with an operation
 * that merely happened to run earlier.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { ORDER_STREAMS = 64, ORDER_HOST = 0, ORDER_DEFAULT = 1 };
enum { ORDER_OPERATIONS = 1 << 18 };

struct stream_clock {
    uint32_t tick[ORDER_STREAMS];
    uint32_t steps; /* the longest chain of operations that leads here */
};

/* Of these a device has one each, which does one operation after another, in
 * the order in which they were issued. */
enum order_engine { ORDER_COMPUTE, ORDER_TO_DEVICE, ORDER_TO_HOST };

struct operation {
    uint8_t stream;
    uint32_t tick;
    const char *name; /* "kernel scale", "cudaMemcpy", "the host" */
    uintptr_t pc;
    struct stream_clock before;
    struct operation_shape {
        unsigned grid[3], block[3];
    } shape;
};

/* Begins an operation on a stream, issued by the host. Returns its number. */
uint32_t order_issue(int stream, enum order_engine engine, const char *name,
                     uintptr_t pc);

/* A new operation in the middle of one: all of it comes after all before. */
uint32_t order_continue(uint32_t number);

/* The operation that the host's own accesses belong to at present. */
uint32_t order_host(void);

struct operation *order_operation(uint32_t number);

/* True if `earlier` is over whenever `later` begins. */
bool order_before(uint32_t earlier, uint32_t later);

/* A stream of the program's; -1 if there are too many. */
int order_stream(bool blocking);
void order_stream_end(int stream);

/* The host waits for a stream, for everything, or for a recorded moment. */
void order_wait_stream(int stream);
void order_wait_all(void);
void order_record(int stream, struct stream_clock *moment);
void order_wait(const struct stream_clock *moment);
bool order_reached(const struct stream_clock *moment);

/* Later operations on a stream come after a recorded moment. */
void order_stream_wait(int stream, const struct stream_clock *moment);

/* The last launch that the host does not know to be over; 0 if none. */
uint32_t order_running(void);

/* Operations that had to come one after the other until now, if each took the
 * same time; the host waits for all of them. */
uint32_t order_chain(void);
