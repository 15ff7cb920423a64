#include "cores.h"

#include <string.h>

#include "cache.h"
#include "deadlock.h"
#include "object.h"
#include "run.h"
#include "scheduler.h"
#include "semaphore.h"
#include "state.h"

#define MAX_CORES 64
#define NO_CORE MAX_CORES
#define NEVER UINT64_MAX
#define SLACK 1000000u /* picoseconds */
#define NANOSECOND 1000u

struct core {
    struct thread *thread; /* NULL: idle */
    uint64_t since;        /* begin of that */
};

struct cores {
    uint64_t now;     /* clock of the running thread */
    uint64_t horizon; /* first time when another has to go first */
    uint64_t slack_horizon;
    uint64_t steps, step_limit;
    uint64_t work; /* of threads that gave up their core */
    unsigned count;
    unsigned here; /* core of the running thread */
    struct core core[MAX_CORES];
    struct thread *live[MAX_THREADS]; /* ascending by number */
    unsigned live_count;
    struct thread *queue[MAX_THREADS]; /* for a core, first come first */
    unsigned queue_count;
    struct thread *waiting[MAX_THREADS]; /* in order of arrival */
    unsigned waiting_count;
};

EXPLORE_STATE bool cores_on;
EXPLORE_STATE static struct cores cores;

void cores_begin(unsigned count, uint64_t steps)
{
    cores_on = count;
    memset(&cores, 0, sizeof cores);
    cores.count = count;
    cores.step_limit = steps;
}

unsigned cores_count(void)
{
    return cores.count;
}

uint64_t cores_now(void)
{
    return cores.now;
}

uint64_t cores_steps(void)
{
    return cores.steps;
}

uint64_t cores_work(void)
{
    uint64_t work = cores.work;
    for (unsigned i = 0; i < cores.count; i++)
        if (cores.core[i].thread && cores.now > cores.core[i].since)
            work += cores.now - cores.core[i].since;
    return work;
}

void cores_charge_always(enum cost cost)
{
    cores.now += costs[cost];
}

/* ---- lists of threads ---- */

static void list_add(struct thread **list, unsigned *count,
                     struct thread *thread)
{
    list[(*count)++] = thread;
}

static void list_remove(struct thread **list, unsigned *count,
                        const struct thread *thread)
{
    unsigned at = 0;
    while (list[at] != thread)
        at++;
    --*count;
    memmove(&list[at], &list[at + 1], (*count - at) * sizeof *list);
}

/* ---- who is on which core ---- */

static void core_take(unsigned number, struct thread *thread, uint64_t time)
{
    struct core *core = &cores.core[number];
    if (time < core->since)
        time = core->since;
    *core = (struct core){thread, time};
    thread->core = number;
    thread->last_core = number;
    thread->clock = time;
}

/* An idle core, rather the one where the thread was; or NO_CORE. */
static unsigned core_idle(const struct thread *thread)
{
    if (!cores.core[thread->last_core].thread)
        return thread->last_core;
    for (unsigned i = 0; i < cores.count; i++)
        if (!cores.core[i].thread)
            return i;
    return NO_CORE;
}

/* The thread can go on from `time`, if there is a core. */
static void cores_place(struct thread *thread, uint64_t time)
{
    unsigned core = core_idle(thread);
    thread->clock = time;
    if (core == NO_CORE)
        list_add(cores.queue, &cores.queue_count, thread);
    else
        core_take(core, thread, time);
}

/* The running thread leaves its core to the next in the queue. */
static void cores_vacate(struct thread *self)
{
    struct core *core = &cores.core[self->core];
    if (cores.now > core->since)
        cores.work += cores.now - core->since;
    self->clock = cores.now;
    unsigned number = self->core;
    self->core = NO_CORE;
    *core = (struct core){NULL, cores.now};
    if (!cores.queue_count)
        return;
    struct thread *next = cores.queue[0];
    list_remove(cores.queue, &cores.queue_count, next);
    uint64_t time = next->clock > cores.now ? next->clock : cores.now;
    core_take(number, next, time + costs[COST_SWITCH]);
}

/* ---- waking ---- */

/* How many that wait for the same thing can be on their way at a time? */
static unsigned wait_limit(const struct wait *wait)
{
    if (wait->reason == WAIT_SEMAPHORE)
        return ((const struct semaphore *)wait->subject)->value;
    return wait->reason == WAIT_MUTEX || wait->reason == WAIT_WRITE_LOCK
               ? 1
               : MAX_THREADS;
}

static bool wait_may_end(const struct wait *wait)
{
    unsigned on_their_way = 0;
    for (unsigned i = 0; i < cores.waiting_count; i++)
        on_their_way += cores.waiting[i]->woken &&
                        cores.waiting[i]->wait->subject == wait->subject;
    return on_their_way < wait_limit(wait);
}

static void cores_wake(struct thread *thread, enum wake wake, uint64_t time)
{
    thread->woken = true;
    thread->wait->wake = wake;
    time += costs[COST_LATENCY];
    cores_place(thread, time > thread->clock ? time : thread->clock);
}

/* Wakes those whose wait the running thread has brought to an end. */
static void cores_wake_all(void)
{
    for (unsigned i = 0; i < cores.waiting_count; i++) {
        struct thread *thread = cores.waiting[i];
        const struct wait *wait = thread->wait;
        if (thread->woken || !wait->over(wait) || !wait_may_end(wait))
            continue;
        cores.now += costs[COST_WAKE];
        cores_wake(thread, WAKE_READY, cores.now);
    }
}

/* ---- whose turn it is ---- */

/* When the next thing happens to a thread that does not run now. */
static uint64_t thread_next(const struct thread *thread)
{
    uint64_t time = NO_DEADLINE;
    if (thread->core != NO_CORE)
        return thread->clock;
    if (thread->state == THREAD_ASLEEP)
        time = thread->wake_time;
    else if (thread->state == THREAD_WAITING && !thread->woken)
        time = thread->wait->deadline;
    if (time >= NEVER / NANOSECOND)
        return NEVER;
    time *= NANOSECOND;
    return time > thread->clock ? time : thread->clock;
}

/* The thread other than `except` that is next, or NULL. */
static struct thread *cores_next(const struct thread *except, uint64_t *when)
{
    struct thread *next = NULL;
    *when = NEVER;
    for (unsigned i = 0; i < cores.live_count; i++) {
        uint64_t time = thread_next(cores.live[i]);
        if (cores.live[i] == except || time >= *when)
            continue;
        *when = time;
        next = cores.live[i];
    }
    return next;
}

static uint64_t cores_quantum_end(void)
{
    return cores.queue_count
               ? cores.core[cores.here].since + costs[COST_QUANTUM]
               : NEVER;
}

static void cores_set_horizon(struct thread *self)
{
    uint64_t when, quantum = cores_quantum_end();
    cores_next(self, &when);
    cores.horizon = when == NEVER ? NEVER : when + 1;
    cores.slack_horizon = when == NEVER ? NEVER : when + SLACK;
    if (quantum < cores.horizon)
        cores.horizon = quantum;
    if (quantum < cores.slack_horizon)
        cores.slack_horizon = quantum;
}

/* The time of a sleep or a deadline has come. */
static void thread_time_is_up(struct thread *thread, uint64_t when)
{
    if (thread->state == THREAD_WAITING) {
        cores_wake(thread, WAKE_TIMEOUT, when);
        return;
    }
    thread->state = THREAD_READY;
    cores_place(thread, when + costs[COST_LATENCY]);
}

static void cores_resume(struct thread *next)
{
    struct thread *self = scheduler_current();
    cores.now = next->clock;
    cores.here = next->core;
    cores_set_horizon(next);
    if (next != self)
        scheduler_go(next);
}

/* Lets the thread run that is behind all others. */
static void cores_dispatch(void)
{
    for (;;) {
        uint64_t when;
        struct thread *next = cores_next(NULL, &when);
        if (!next)
            deadlock_found();
        if (next->core != NO_CORE) {
            cores_resume(next);
            return;
        }
        thread_time_is_up(next, when);
    }
}

/* The running thread has come to its horizon. */
static void cores_turn(void)
{
    struct thread *self = scheduler_current();
    uint64_t when;
    cores_wake_all();
    self->clock = cores.now;
    if (cores_next(NULL, &when) == self && cores.now >= cores_quantum_end()) {
        cores_vacate(self);
        cores_place(self, cores.now);
    }
    cores_dispatch();
}

/* The next call into the runtime looks who can go on by now. */
static void cores_look_again(void)
{
    cores.horizon = cores.slack_horizon = 0;
}

static void cores_count_step(void)
{
    if (++cores.steps > cores.step_limit)
        run_refuse(0, "it makes more than %llu steps; make the input smaller",
                   (unsigned long long)cores.step_limit);
}

/* ---- calls of the scheduler ---- */

void cores_enter(struct thread *thread)
{
    cores_charge_always(COST_CREATE);
    list_add(cores.live, &cores.live_count, thread);
    thread->core = NO_CORE;
    thread->last_core = thread->id % cores.count;
    if (thread->id) {
        cores_place(thread, cores.now + costs[COST_START]);
        cores_look_again();
        return;
    }
    cores.now = 0;
    core_take(0, thread, 0);
    cores_set_horizon(thread);
}

void cores_point(void)
{
    cores_count_step();
    if (cores.now >= cores.horizon)
        cores_turn();
    cores_look_again();
}

void cores_yield(void)
{
    struct thread *self = scheduler_current();
    cores_count_step();
    cores_charge_always(COST_YIELD);
    cores_wake_all();
    if (cores.queue_count) {
        cores_vacate(self);
        cores_place(self, cores.now);
    }
    self->clock = cores.now;
    cores_dispatch();
}

void cores_sleep(uint64_t wake_time)
{
    struct thread *self = scheduler_current();
    cores_count_step();
    cores_charge_always(COST_SLEEP);
    cores_wake_all();
    self->state = THREAD_ASLEEP;
    self->wake_time = wake_time;
    cores_vacate(self);
    cores_dispatch();
}

/* A thread that spins keeps its core and looks whenever another has run. */
static enum wake cores_spin(struct thread *self, const struct wait *wait)
{
    while (!wait->over(wait)) {
        cores_count_step();
        cores_wake_all();
        cores_set_horizon(self);
        if (cores.horizon == NEVER)
            deadlock_found();
        if (cores.now < cores.horizon)
            cores.now = cores.horizon;
        cores_turn();
    }
    return WAKE_READY;
}

enum wake cores_wait(struct wait *wait)
{
    struct thread *self = scheduler_current();
    self->wait = wait;
    self->state = THREAD_WAITING;
    if (wait->spins) {
        wait->wake = cores_spin(self, wait);
    } else {
        self->woken = false;
        cores_charge_always(COST_SLEEP);
        cores_wake_all();
        list_add(cores.waiting, &cores.waiting_count, self);
        cores_vacate(self);
        cores_dispatch();
        list_remove(cores.waiting, &cores.waiting_count, self);
    }
    self->state = THREAD_READY;
    self->wait = NULL;
    return wait->wake;
}

_Noreturn void cores_leave(void)
{
    struct thread *self = scheduler_current();
    cores_charge_always(COST_EXIT);
    cores_wake_all();
    list_remove(cores.live, &cores.live_count, self);
    if (!cores.live_count)
        run_end();
    cores_vacate(self);
    cores_dispatch();
    __builtin_unreachable();
}

/* ---- accesses ---- */

void cores_access(uintptr_t address, size_t size, enum access_kind access)
{
    while (size) {
        size_t part = LINE_SIZE - address % LINE_SIZE;
        if (part > size)
            part = size;
        struct line *line = cache_line(address, &cores.now);
        bool ordered = access & ACCESS_ATOMIC_READ || line_is_disputed(line);
        cores_count_step();
        if (cores.now >= (ordered ? cores.horizon : cores.slack_horizon))
            cores_turn();
        cores.now =
            cache_use(line, address, part, cores.here, access, cores.now);
        address += part;
        size -= part;
    }
}

void cores_run_code(unsigned bytes)
{
    cores_count_step();
    if (cores.now >= cores.slack_horizon)
        cores_turn();
    cores.now += costs[COST_BLOCK] + bytes * costs[COST_CODE];
}

void cores_operate(const struct object *object, enum cost cost)
{
    if (!cores_on)
        return;
    struct line *line = cache_line(object->address, &cores.now);
    cores.now = cache_use(line, object->address, 4, cores.here,
                          ACCESS_ATOMIC_WRITE, cores.now);
    cores_charge_always(cost);
}
