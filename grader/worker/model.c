/* model.c - see model.h for how it works. */
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "model.h"
#include "model_parts.h"
#include "real.h"
#include "wire.h"

enum { TOKENS = 64, OBJECTS = 4096, GENERATIONS = 2 };

/* A lock, barrier, semaphore or condition that the learner uses. */
struct object {
    _Atomic(const void *) address;
    unsigned call; /* the measured call that its books belong to */

    /* lock: guarded by the lock itself */
    const struct thread *holder;
    double since, held;
    uint64_t taken;
    bool lengthy; /* its last hold was long enough for the CPU clock */

    /* the rest: guarded by `books` */
    unsigned arrivals, parties;
    unsigned left;
    struct clock meet[GENERATIONS];
    double token[TOKENS]; /* clocks of posts that nobody has taken yet */
    unsigned first, ntokens;
    double latest;
};

static struct object objects[OBJECTS];
static pthread_mutex_t books = PTHREAD_MUTEX_INITIALIZER;
static struct thread *threads; /* all of this call and those still parked */
static struct thread caller;   /* the thread that runs the call */
/* A shorter stretch by the wall clock is believed to be CPU time. */
static const double suspicious = 20e-6;
static _Thread_local struct thread *self;
static _Thread_local unsigned self_call; /* the call that `self` belongs to */
static atomic_bool active;
static unsigned call;
static uint32_t created;
static atomic_ulong teams, pieces;

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double later(double a, double b)
{
    return a > b ? a : b;
}

void model_join_clock(struct clock *a, const struct clock *b)
{
    a->span = later(a->span, b->span);
    a->signal = later(a->signal, b->signal);
}

/* The books of the calling thread; a thread that was there before the call
 * (of a pool, say) starts with a clock of its own. */
struct thread *model_me(void)
{
    if (self == NULL || self_call != call) {
        static _Thread_local struct thread stranger;
        stranger = (struct thread){.read = seconds(CLOCK_THREAD_CPUTIME_ID)};
        self = &stranger;
        self_call = call;
    }
    return self;
}

struct thread *model_advance(void)
{
    struct thread *t = model_me();
    double cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
    double more = later(cpu - t->read - t->ahead, 0);
    t->now.span += more;
    t->now.signal += more;
    t->read = cpu;
    t->wall = t->ahead = 0;
    return t;
}

struct thread *model_lap(void)
{
    struct thread *t = model_me();
    double wall = seconds(CLOCK_MONOTONIC), lap = wall - t->wall;
    if (t->wall == 0 || lap > suspicious) {
        model_advance();
    } else {
        t->now.span += lap;
        t->now.signal += lap;
        t->ahead += lap;
    }
    t->wall = wall;
    return t;
}

bool model_active(void)
{
    return atomic_load_explicit(&active, memory_order_relaxed);
}

/* Finds or makes the books of an object; NULL when the table is full. */
static struct object *object(const void *address)
{
    size_t slot = ((uintptr_t)address * 0x9e3779b97f4a7c15ull) >> 52;
    for (size_t i = 0; i < OBJECTS; i++, slot = (slot + 1) % OBJECTS) {
        struct object *o = &objects[slot];
        const void *seen =
            atomic_load_explicit(&o->address, memory_order_acquire);
        if (seen == NULL &&
            atomic_compare_exchange_strong(&o->address, &seen, address))
            return o;
        if (seen == address)
            return o;
    }
    return NULL;
}

/* The books of an object, empty at its first use in this call. Called with
 * whatever guards the object held. */
static struct object *fresh_object(const void *address)
{
    struct object *o = object(address);
    if (o != NULL && o->call != call) {
        const void *keep = o->address;
        memset(o, 0, sizeof *o);
        o->address = keep;
        o->call = call;
    }
    return o;
}

/* --- threads ----------------------------------------------------------- */

static void wait_for(sem_t *s)
{
    while (real_sem_wait(s) != 0 && errno == EINTR)
        ;
}

/* Runs at the end of a thread, also after pthread_exit. */
static void park(void *thread)
{
    struct thread *t = thread;
    if (model_active() && self_call == call)
        model_advance();
    real_sem_post(&t->finished);
    wait_for(&t->released);
}

static void *run(void *thread)
{
    struct thread *t = thread;
    self = t;
    self_call = call;
    t->read = seconds(CLOCK_THREAD_CPUTIME_ID);
    pthread_cleanup_push(park, t);
    t->result = t->start(t->arg);
    pthread_cleanup_pop(1);
    return t->result;
}

int model_create(pthread_t *id, const pthread_attr_t *attr,
                 void *(*start)(void *), void *arg)
{
    struct thread *parent = model_advance();
    struct thread *t = calloc(1, sizeof *t);
    if (t == NULL)
        return EAGAIN;
    int detached = PTHREAD_CREATE_JOINABLE;
    if (attr != NULL)
        pthread_attr_getdetachstate(attr, &detached);
    t->now = parent->now;
    t->start = start;
    t->arg = arg;
    t->detached = detached == PTHREAD_CREATE_DETACHED;
    sem_init(&t->finished, 0, 0);
    sem_init(&t->released, 0, 0);
    real_pthread_mutex_lock(&books);
    int failed = real_pthread_create(&t->id, attr, run, t);
    if (failed) {
        free(t);
    } else {
        *id = t->id;
        t->next = threads;
        threads = t;
        created++;
    }
    real_pthread_mutex_unlock(&books);
    return failed;
}

static struct thread *find(pthread_t id)
{
    real_pthread_mutex_lock(&books);
    struct thread *t = threads;
    while (t != NULL && (t->joined || !pthread_equal(t->id, id)))
        t = t->next;
    real_pthread_mutex_unlock(&books);
    return t;
}

bool model_join(pthread_t id, void **result)
{
    struct thread *t = find(id);
    if (t == NULL || t->detached)
        return false;
    if (model_active())
        model_advance();
    wait_for(&t->finished);
    t->joined = true;
    if (model_active())
        model_join_clock(&model_me()->now, &t->now);
    if (result != NULL)
        *result = t->result;
    return true;
}

bool model_detach(pthread_t id)
{
    struct thread *t = find(id);
    if (t == NULL)
        return false;
    t->detached = true;
    return real_pthread_detach(id) == 0;
}

void model_exit(void *result)
{
    if (self != NULL && self != &caller)
        self->result = result;
}

void model_release(void)
{
    for (struct thread **link = &threads; *link != NULL;) {
        struct thread *t = *link;
        if (!t->joined && !t->detached) {
            link = &t->next; /* the learner may still join it */
            continue;
        }
        *link = t->next;
        real_sem_post(&t->released);
        if (t->joined) {
            real_pthread_join(t->id, NULL);
            free(t);
        } /* a detached thread may still use its books: they stay */
    }
}

/* --- naps -------------------------------------------------------------- */

/* Of the threads that took one in this call, also of those of a pool. */
static struct wire_nap naps[WIRE_THREADS_MAX];
static atomic_uint nnaps;

double model_nap_begin(void)
{
    return model_active() ? seconds(CLOCK_MONOTONIC) : 0;
}

void model_nap_end(double start)
{
    static _Thread_local struct wire_nap *mine;
    static _Thread_local unsigned mine_call;
    if (start == 0 || !model_active())
        return;
    if (mine_call != call) {
        unsigned i = atomic_fetch_add(&nnaps, 1);
        mine_call = call;
        mine = i < WIRE_THREADS_MAX ? &naps[i] : NULL;
        if (mine != NULL)
            *mine = (struct wire_nap){.tid = (int32_t)syscall(SYS_gettid)};
    }
    if (mine != NULL)
        mine->seconds += seconds(CLOCK_MONOTONIC) - start;
}

/* --- locks ------------------------------------------------------------- */

static void begin_hold(struct object *o)
{
    o->taken++;
    o->holder = o->lengthy ? model_advance() : model_me();
    o->since = seconds(CLOCK_MONOTONIC);
}

void model_locked(const void *lock)
{
    struct object *o = fresh_object(lock);
    if (o != NULL)
        begin_hold(o);
}

/*
 * A hold is timed by the wall clock, which costs 25 ns where the CPU clock
 * costs a system call.  A holder that lost its core would count too much:
 * no hold can be longer than the CPU time that its thread has used since
 * its clock was last advanced, so long holds are checked against that, and
 * the next hold of such a lock advances the clock first.
 */
static void end_hold(struct object *o)
{
    double hold = seconds(CLOCK_MONOTONIC) - o->since;
    if (hold > suspicious) {
        struct thread *t = model_me();
        double before = t->read, cpu = model_advance()->read - before;
        hold = cpu < hold ? cpu : hold;
        o->lengthy = hold > suspicious;
    }
    o->held += hold;
    o->holder = NULL;
}

void model_unlocking(const void *lock)
{
    struct object *o = fresh_object(lock);
    if (o != NULL && o->holder != NULL)
        end_hold(o);
}

/* --- barriers, semaphores, conditions ---------------------------------- */

void model_arrive(const void *barrier, unsigned parties)
{
    struct thread *t = model_advance();
    real_pthread_mutex_lock(&books);
    struct object *o = fresh_object(barrier);
    if (o != NULL && parties > 0) {
        unsigned generation = o->arrivals++ / parties % GENERATIONS;
        if ((o->arrivals - 1) % parties == 0)
            o->meet[generation] = (struct clock){0};
        model_join_clock(&o->meet[generation], &t->now);
        o->parties = parties;
    }
    real_pthread_mutex_unlock(&books);
}

void model_leave(const void *barrier)
{
    struct thread *t = model_advance();
    real_pthread_mutex_lock(&books);
    struct object *o = fresh_object(barrier);
    if (o != NULL && o->parties > 0)
        model_join_clock(&t->now,
                         &o->meet[o->left++ / o->parties % GENERATIONS]);
    real_pthread_mutex_unlock(&books);
}

/* Reading the CPU clock is a system call: a semaphore that serves as a lock
 * does without, like any other lock. */
void model_post(const void *semaphore)
{
    real_pthread_mutex_lock(&books);
    struct object *o = fresh_object(semaphore);
    if (o != NULL && o->holder == model_me())
        end_hold(o);
    else if (o != NULL && o->ntokens < TOKENS)
        o->token[(o->first + o->ntokens++) % TOKENS] =
            model_advance()->now.signal;
    real_pthread_mutex_unlock(&books);
}

void model_took(const void *semaphore)
{
    real_pthread_mutex_lock(&books);
    struct object *o = fresh_object(semaphore);
    if (o != NULL && o->ntokens > 0) {
        struct thread *t = model_advance();
        t->now.signal = later(t->now.signal, o->token[o->first]);
        o->first = (o->first + 1) % TOKENS;
        o->ntokens--;
    }
    if (o != NULL)
        begin_hold(o);
    real_pthread_mutex_unlock(&books);
}

void model_signal(const void *condition)
{
    struct thread *t = model_advance();
    real_pthread_mutex_lock(&books);
    struct object *o = fresh_object(condition);
    if (o != NULL)
        o->latest = later(o->latest, t->now.signal);
    real_pthread_mutex_unlock(&books);
}

void model_woken(const void *condition)
{
    struct thread *t = model_advance();
    real_pthread_mutex_lock(&books);
    struct object *o = fresh_object(condition);
    if (o != NULL)
        t->now.signal = later(t->now.signal, o->latest);
    real_pthread_mutex_unlock(&books);
}

/* --- OpenMP (openmp/) ---------------------------------------------------- */

void model_team(void)
{
    atomic_fetch_add_explicit(&teams, 1, memory_order_relaxed);
}

void model_pieces(unsigned n)
{
    atomic_fetch_add_explicit(&pieces, n, memory_order_relaxed);
}

/* --- begin and end ----------------------------------------------------- */

void model_begin(void)
{
    call++;
    created = 0;
    teams = pieces = 0;
    nnaps = 0;
    caller = (struct thread){.read = seconds(CLOCK_THREAD_CPUTIME_ID)};
    self = &caller;
    self_call = call;
    atomic_store(&active, true);
}

static void report_locks(struct wire_model *out)
{
    for (size_t i = 0; i < OBJECTS; i++) {
        const struct object *o = &objects[i];
        if (o->call != call || o->held <= out->hold)
            continue;
        out->hold = o->held;
        out->acquired = o->taken;
        out->lock = (uintptr_t)o->address;
    }
}

void model_end(struct wire_model *out)
{
    model_advance();
    atomic_store(&active, false);
    *out = (struct wire_model){
        .span = caller.now.span,
        .span_signal = caller.now.signal,
        .teams = teams,
        .pieces = pieces,
        .threads = created,
    };
    report_locks(out);
    out->naps = nnaps < WIRE_THREADS_MAX ? nnaps : WIRE_THREADS_MAX;
    memcpy(out->nap, naps, out->naps * sizeof *naps);
}
