#include "order.h"

#include <stdlib.h>
#include <string.h>

#include "../explore/panic.h"

enum { CHUNK = 4096 };

static struct operation *chunks[ORDER_OPERATIONS / CHUNK];
static uint32_t count = 1;                       /* 0 means none */
static struct stream_clock known;                /* to the host */
static struct stream_clock after[ORDER_STREAMS]; /* the end of each stream */
static bool used[ORDER_STREAMS] = {true, true}, blocking[ORDER_STREAMS];
static uint32_t host_operation, last_launch;

static void clock_join(struct stream_clock *to, const struct stream_clock *from)
{
    for (int i = 0; i < ORDER_STREAMS; i++)
        if (from->tick[i] > to->tick[i])
            to->tick[i] = from->tick[i];
    if (from->steps > to->steps)
        to->steps = from->steps;
}

struct operation *order_operation(uint32_t number)
{
    return &chunks[number / CHUNK][number % CHUNK];
}

static uint32_t operation_add(int stream, const char *name, uintptr_t pc)
{
    if (count == ORDER_OPERATIONS)
        explore_panic("more than %d operations and host phases: not judged",
                      ORDER_OPERATIONS);
    if (!chunks[count / CHUNK])
        chunks[count / CHUNK] = calloc(CHUNK, sizeof **chunks);
    if (!chunks[count / CHUNK])
        explore_panic("no memory for the operations of the program");
    struct operation *op = order_operation(count);
    op->stream = (uint8_t)stream;
    op->name = name;
    op->pc = pc;
    return count++;
}

uint32_t order_host(void)
{
    if (!host_operation) {
        host_operation = operation_add(ORDER_HOST, "the host", 0);
        order_operation(host_operation)->tick = ++known.tick[ORDER_HOST];
    }
    return host_operation;
}

/* The default stream and blocking ones wait for each other. */
static void stream_legacy(int stream)
{
    if (stream == ORDER_DEFAULT) {
        for (int i = 2; i < ORDER_STREAMS; i++)
            if (used[i] && blocking[i])
                clock_join(&after[ORDER_DEFAULT], &after[i]);
    } else if (blocking[stream]) {
        clock_join(&after[stream], &after[ORDER_DEFAULT]);
    }
}

/* One step more, as soon as the engine has nothing else to do. */
static void engine_step(int stream, enum order_engine engine)
{
    static uint32_t busy_until[ORDER_TO_HOST + 1];
    uint32_t *steps = &after[stream].steps;
    if (*steps < busy_until[engine])
        *steps = busy_until[engine];
    busy_until[engine] = ++*steps;
}

uint32_t order_issue(int stream, enum order_engine engine, const char *name,
                     uintptr_t pc)
{
    uint32_t number = operation_add(stream, name, pc);
    struct operation *op = order_operation(number);
    stream_legacy(stream);
    clock_join(&after[stream], &known);
    engine_step(stream, engine);
    op->tick = ++after[stream].tick[stream];
    op->before = after[stream];
    host_operation = 0;
    if (!strncmp(name, "kernel", 6))
        last_launch = number;
    return number;
}

uint32_t order_continue(uint32_t number)
{
    const struct operation *old = order_operation(number);
    int stream = old->stream;
    uint32_t next = operation_add(stream, old->name, old->pc);
    struct operation *op = order_operation(next);
    op->shape = order_operation(number)->shape;
    op->tick = ++after[stream].tick[stream];
    op->before = after[stream];
    if (last_launch == number)
        last_launch = next;
    return next;
}

bool order_before(uint32_t earlier, uint32_t later)
{
    const struct operation *a = order_operation(earlier);
    const struct operation *b = order_operation(later);
    const struct stream_clock *clock =
        b->stream == ORDER_HOST ? &known : &b->before;
    return clock->tick[a->stream] >= a->tick;
}

/* True if the host knows that an operation is over. */
static bool order_known(uint32_t number)
{
    const struct operation *op = order_operation(number);
    return known.tick[op->stream] >= op->tick;
}

int order_stream(bool is_blocking)
{
    for (int i = 2; i < ORDER_STREAMS; i++) {
        if (used[i])
            continue;
        used[i] = true;
        blocking[i] = is_blocking;
        return i;
    }
    return -1;
}

void order_stream_end(int stream)
{
    used[stream] = false;
    clock_join(&after[ORDER_DEFAULT], &after[stream]);
}

void order_wait_stream(int stream)
{
    stream_legacy(stream);
    clock_join(&known, &after[stream]);
}

void order_wait_all(void)
{
    for (int i = 1; i < ORDER_STREAMS; i++)
        clock_join(&known, &after[i]);
}

void order_record(int stream, struct stream_clock *moment)
{
    stream_legacy(stream);
    clock_join(&after[stream], &known);
    *moment = after[stream];
    host_operation = 0;
}

void order_wait(const struct stream_clock *moment)
{
    clock_join(&known, moment);
}

bool order_reached(const struct stream_clock *moment)
{
    for (int i = 1; i < ORDER_STREAMS; i++)
        if (known.tick[i] < moment->tick[i])
            return false;
    return true;
}

void order_stream_wait(int stream, const struct stream_clock *moment)
{
    clock_join(&after[stream], moment);
}

uint32_t order_running(void)
{
    return last_launch && !order_known(last_launch) ? last_launch : 0;
}

uint32_t order_chain(void)
{
    order_wait_all();
    return known.steps;
}
