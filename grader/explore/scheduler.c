/*
 * How it works. scheduler_point() is on the path of every memory access, so
 * its usual way is short: count the step, ask the strategy whether it wants to
 * interrupt, return. Only then are the options gathered, in cyclic order from
 * the thread after the running one, which makes the first ready option the
 * fair choice when the running thread stops.
 *
 * Waiting threads are not woken: each wait carries a function that says
 * whether it is over, asked whenever options are gathered. So a lock needs no
 * queue, and "nobody can go on" is the definition of a deadlock.
 *
 * A thread that runs for PATIENT_TURN steps while others could is made to
 * stand back, so that a spinning thread lets those go on that it waits for.
 * From WATCH_FROM steps on the strategy is no longer asked: turns become short
 * and irregular, and watch.h looks for progress.
 */
#include "scheduler.h"

#include "cores.h"
#include "deadlock.h"
#include "run.h"
#include "state.h"
#include "strategy.h"
#include "tls.h"
#include "trace.h"
#include "vtime.h"
#include "watch.h"

#define PATIENT_TURN 200
#define WATCH_FROM 8000
#define LONG_RUN 200000u   /* steps; from then on turns are longer */
#define LOOK_EVERY 0x4000u /* steps between two questions whether to go on */
#define ALONE_WATCH_FROM 200000u
#define ALONE_LIMIT 200000000u

struct scheduler {
    struct strategy *strategy;
    struct scheduler_log *log;
    struct thread *current;
    struct context *explorer;
    struct thread *live[MAX_THREADS]; /* ascending by number */
    unsigned live_count;
    uint32_t limit;
    uint32_t turn;      /* steps since the last switch */
    uint32_t turn_most; /* before the thread must stand back */
    uint32_t alone;     /* steps while no other thread lived */
    struct option options[MAX_OPTIONS];
};

EXPLORE_STATE static struct scheduler scheduler;

void scheduler_begin(struct strategy *strategy, uint32_t limit,
                     struct scheduler_log *log)
{
    scheduler.strategy = strategy;
    scheduler.log = log;
    scheduler.current = NULL;
    scheduler.live_count = 0;
    scheduler.limit = limit;
    scheduler.turn = 0;
    scheduler.turn_most = PATIENT_TURN;
    scheduler.alone = 0;
    watch_stop();
}

void scheduler_enter(struct thread *thread)
{
    if (cores_on)
        cores_enter(thread);
    unsigned i = scheduler.live_count++;
    for (; i && scheduler.live[i - 1]->id > thread->id; i--)
        scheduler.live[i] = scheduler.live[i - 1];
    scheduler.live[i] = thread;
    thread->state = THREAD_READY;
    watch_progress();
}

void scheduler_start(struct context *explorer, struct thread *first)
{
    scheduler_enter(first);
    scheduler.explorer = explorer;
    scheduler.current = first;
    tls_switch(NULL, first->tls);
    context_switch(explorer, &first->context);
}

_Noreturn void scheduler_stop(void)
{
    struct context abandoned;
    tls_switch(scheduler.current->tls, NULL);
    context_switch(&abandoned, scheduler.explorer);
    __builtin_unreachable();
}

struct thread *scheduler_current(void)
{
    return scheduler.current;
}

uint32_t scheduler_step(void)
{
    return scheduler.log->steps;
}

static void scheduler_log_stretch(uint32_t thread, bool fresh)
{
    struct stretches *stretches = scheduler.log->stretches;
    if (!stretches)
        return;
    if (fresh || !stretches->count)
        stretches_add(stretches, (struct stretch){thread, 0});
    else
        stretches->items[stretches->count - 1].steps++;
}

/* Irregular, so that two threads that retry do not stay in step for ever. */
static uint32_t scheduler_short_turn(uint32_t step)
{
    return 1 + (step * 2654435761u >> 16) % (step < LONG_RUN ? 24 : 997);
}

static void scheduler_watch(uint32_t step, uintptr_t pc)
{
    if (!watch_on())
        watch_start(step);
    if (watch_is_stuck(step))
        livelock_found(pc);
}

static void scheduler_count_step(uintptr_t pc)
{
    uint32_t step = ++scheduler.log->steps;
    if (step < WATCH_FROM && step <= scheduler.limit)
        return;
    scheduler_watch(step, pc);
    if (step % LOOK_EVERY == 0)
        run_look();
    if (step > scheduler.limit)
        run_refuse(0,
                   "one schedule has more than %u steps; make the input "
                   "smaller",
                   scheduler.limit);
}

/* Nobody else is there: nothing to decide, but a loop may have no end. */
static void scheduler_count_alone(uintptr_t pc)
{
    if (++scheduler.alone < ALONE_WATCH_FROM)
        return;
    scheduler_watch(scheduler.alone, pc);
    if (scheduler.alone % LOOK_EVERY == 0)
        run_look();
    if (scheduler.alone > ALONE_LIMIT)
        run_refuse(0, "it does not come to an end; make the input smaller");
}

static bool scheduler_option(const struct thread *thread, struct option *option)
{
    option->value = thread->id;
    option->kind = OPTION_READY;
    const struct wait *wait = thread->wait;
    if (thread->state == THREAD_READY)
        return true;
    if (thread->state == THREAD_ASLEEP)
        option->kind = OPTION_EARLY;
    else if (wait->over(wait))
        return true;
    else if (wait->deadline != NO_DEADLINE)
        option->kind = OPTION_TIMEOUT;
    else if (wait->may_be_spurious)
        option->kind = OPTION_SPURIOUS;
    else
        return false;
    return true;
}

/* Index of the first live thread with a greater number than `id`, cyclic. */
static unsigned scheduler_after(unsigned id)
{
    for (unsigned i = 0; i < scheduler.live_count; i++)
        if (scheduler.live[i]->id > id)
            return i;
    return 0;
}

/*
 * The standard for a thread that stops: the next one that can go on, else the
 * next whose sleep can be over, else (a thread that only yields) itself, else
 * the next whose deadline can pass. While watched, all of these are equal,
 * because a thread that spins may wait for any. A spurious wake-up is never
 * counted on. Returns the index, or the number of options if there is none.
 */
static size_t scheduler_standard(const struct choice *choice)
{
    uint32_t self = scheduler.current->id;
    size_t best = choice->count;
    unsigned best_rank = 4;
    for (size_t i = 0; i < choice->count; i++) {
        static const unsigned ranks[] = {0, 1, 3, 4};
        const struct option *option = &choice->options[i];
        unsigned rank = ranks[option->kind];
        if (rank == 0 && option->value == self)
            rank = 2;
        if (rank < 4 && watch_on())
            rank = 0;
        if (rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

static void scheduler_gather(struct choice *choice)
{
    unsigned from = scheduler_after(scheduler.current->id);
    choice->options = scheduler.options;
    for (unsigned i = 0; i < scheduler.live_count; i++) {
        unsigned at = (from + i) % scheduler.live_count;
        if (scheduler_option(scheduler.live[at],
                             &scheduler.options[choice->count]))
            choice->count++;
    }
}

static void scheduler_wake(struct thread *thread, enum option_kind kind)
{
    if (kind == OPTION_EARLY)
        vtime_advance(thread->wake_time);
    if (thread->state == THREAD_WAITING) {
        struct wait *wait = thread->wait;
        wait->wake = kind == OPTION_TIMEOUT    ? WAKE_TIMEOUT
                     : kind == OPTION_SPURIOUS ? WAKE_SPURIOUS
                                               : WAKE_READY;
        if (kind == OPTION_TIMEOUT)
            vtime_advance(wait->deadline);
    }
    thread->state = THREAD_READY;
}

static void scheduler_record(const struct choice *choice, size_t picked)
{
    if (picked == choice->standard)
        return;
    schedule_add(scheduler.log->schedule, choice->step,
                 choice->options[picked].value);
    scheduler.log->preemptions += choice_preempts(choice, picked);
}

static size_t scheduler_pick(const struct choice *choice)
{
    if (watch_on())
        return choice->standard;
    return scheduler.strategy->pick(scheduler.strategy, choice);
}

/* Lets the strategy choose who goes on, and lets that thread go on. */
static void scheduler_switch(bool voluntary)
{
    struct thread *self = scheduler.current;
    struct choice choice = {
        .kind = CHOICE_THREAD,
        .step = scheduler.log->steps,
        .voluntary = voluntary,
        .self = self->id,
    };
    scheduler_gather(&choice);
    /* The running thread, if it can go on, is the last of the options. */
    choice.standard =
        voluntary ? scheduler_standard(&choice) : choice.count - 1;
    if (choice.standard == choice.count)
        deadlock_found();
    size_t picked = choice.count == 1 ? 0 : scheduler_pick(&choice);
    scheduler_record(&choice, picked);
    struct thread *next = thread_at(choice.options[picked].value);
    scheduler_log_stretch(next->id, voluntary || next != self);
    scheduler_wake(next, choice.options[picked].kind);
    if (voluntary || next != self)
        scheduler.turn = 0;
    if (watch_on())
        scheduler.turn_most = scheduler_short_turn(choice.step);
    if (next == self)
        return;
    scheduler.log->switches++;
    scheduler_go(next);
}

void scheduler_go(struct thread *next)
{
    struct thread *self = scheduler.current;
    scheduler.current = next;
    thread_switch(self, next);
}

static void scheduler_arrive(struct thread *self, uintptr_t pc)
{
    self->pc = pc;
    trace_settle(self);
}

void scheduler_point(uintptr_t pc)
{
    struct thread *self = scheduler.current;
    scheduler_arrive(self, pc);
    if (cores_on) {
        cores_point();
        return;
    }
    if (scheduler.live_count == 1) {
        scheduler_count_alone(pc);
        return;
    }
    scheduler_count_step(pc);
    if (++scheduler.turn > scheduler.turn_most)
        scheduler_switch(true);
    else if (!watch_on() && scheduler.strategy->interrupts(
                                scheduler.strategy, scheduler.log->steps))
        scheduler_switch(false);
    else
        scheduler_log_stretch(self->id, false);
}

void scheduler_yield(uintptr_t pc)
{
    scheduler_arrive(scheduler.current, pc);
    if (cores_on) {
        cores_yield();
        return;
    }
    if (scheduler.live_count == 1) {
        scheduler_count_alone(pc);
        return;
    }
    scheduler_count_step(pc);
    scheduler_switch(true);
}

void scheduler_sleep(uint64_t wake_time, uintptr_t pc)
{
    struct thread *self = scheduler.current;
    if (cores_on) {
        scheduler_arrive(self, pc);
        cores_sleep(wake_time);
        return;
    }
    self->wake_time = wake_time;
    if (scheduler.live_count > 1)
        self->state = THREAD_ASLEEP;
    else
        vtime_advance(wake_time);
    scheduler_yield(pc);
}

enum wake scheduler_wait(struct wait *wait)
{
    struct thread *self = scheduler.current;
    scheduler_arrive(self, wait->pc);
    if (cores_on)
        return cores_wait(wait);
    scheduler_count_step(wait->pc);
    self->wait = wait;
    self->state = THREAD_WAITING;
    scheduler_switch(true);
    self->wait = NULL;
    return wait->wake;
}

unsigned scheduler_waiter(unsigned count, uintptr_t pc)
{
    if (count < 2 || cores_on)
        return 0;
    scheduler_count_step(pc);
    for (unsigned i = 0; i < count; i++)
        scheduler.options[i] = (struct option){i, OPTION_READY};
    struct choice choice = {
        .kind = CHOICE_WAITER,
        .step = scheduler.log->steps,
        .count = count,
        .options = scheduler.options,
        .voluntary = true,
        .self = UINT32_MAX,
    };
    size_t picked = scheduler_pick(&choice);
    scheduler_record(&choice, picked);
    return (unsigned)picked;
}

bool scheduler_failure(uintptr_t pc)
{
    static const struct option options[] = {{0, OPTION_READY},
                                            {1, OPTION_SPURIOUS}};
    if (scheduler.live_count == 1 || cores_on)
        return false;
    scheduler_count_step(pc);
    struct choice choice = {
        .kind = CHOICE_FAILURE,
        .step = scheduler.log->steps,
        .count = 2,
        .options = options,
        .self = UINT32_MAX,
    };
    size_t picked = scheduler_pick(&choice);
    scheduler_record(&choice, picked);
    return picked;
}

void scheduler_park(void)
{
    struct thread *self = scheduler.current;
    unsigned i = 0;
    while (scheduler.live[i] != self)
        i++;
    for (scheduler.live_count--; i < scheduler.live_count; i++)
        scheduler.live[i] = scheduler.live[i + 1];
    self->state = THREAD_ENDED;
    watch_progress();
    if (cores_on)
        cores_leave();
    if (!scheduler.live_count)
        run_end();
    scheduler.log->steps++;
    scheduler_switch(true);
}

_Noreturn void scheduler_leave(void)
{
    scheduler_park();
    __builtin_unreachable();
}
