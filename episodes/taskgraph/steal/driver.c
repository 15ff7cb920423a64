/* driver.c - worker side of `steal`: the jobs, and unpacking a call. */
#include <pthread.h>
#include <sched.h>

#include "calls.h"
#include "driver.h"
#include "loads.h"
#include "steal.h"

/* --- the deque ----------------------------------------------------------- */

static struct deque *deque;

static void run_new(const void *args)
{
    const struct new_args *a = args;
    deque = deque_new(a->capacity);
    *a->made = deque != NULL;
}

static void run_push(const void *args)
{
    const struct move_args *a = args;
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience)
        if (deque_push(deque, (void *)a->items[done]))
            done++;
        else if (++refused < a->patience)
            sched_yield();
    *a->done = done;
}

static void take(const struct move_args *a, void *from(struct deque *))
{
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience) {
        a->items[done] = (uint64_t)from(deque);
        if (a->items[done] != 0)
            done++;
        else if (++refused < a->patience)
            sched_yield();
    }
    *a->done = done;
}

static void run_pop(const void *args)
{
    take(args, deque_pop);
}

static void run_steal(const void *args)
{
    take(args, deque_steal);
}

static void run_free(const void *args)
{
    (void)args;
    deque_free(deque);
    deque = NULL;
}

/* --- jobs ---------------------------------------------------------------- */

/* One piece of work: a call and what came of it. */
struct piece {
    const struct crew_args *args;
    struct job job;
    unsigned size;
    uint64_t node, result, pieces;
    uint32_t columns, left, right;
};

static struct piece below(const struct piece *p)
{
    return (struct piece){.args = p->args, .size = p->size - 1};
}

/* Spawns all, does the first itself, joins the others, the last first. */
static void do_all(struct worker *me, struct piece *part, unsigned n,
                   job_work *work, struct piece *sum)
{
    for (unsigned i = 1; i < n; i++)
        crew_spawn(me, &part[i].job, work, &part[i]);
    if (n > 0)
        work(me, &part[0]);
    for (unsigned i = n; i-- > 1;)
        crew_join(me, &part[i].job);
    for (unsigned i = 0; i < n; i++) {
        sum->result += part[i].result;
        sum->pieces += part[i].pieces;
    }
}

static uint64_t grind(const struct piece *p)
{
    return load_grind(p->args->key ^ p->node, p->args->steps) != 0;
}

static void fib(struct worker *me, void *arg)
{
    struct piece *p = arg, part[2] = {below(p), below(p)};
    p->pieces = grind(p);
    if (p->size < 2) {
        p->result = p->size;
        return;
    }
    part[1].size--;
    do_all(me, part, 2, fib, p);
}

static void queens(struct worker *me, void *arg)
{
    struct piece *p = arg, part[32];
    uint32_t open = load_free(p->args->size, p->columns, p->left, p->right);
    unsigned n = 0;
    p->pieces = grind(p);
    if (p->size == 0) {
        p->result = 1;
        return;
    }
    for (; open != 0; open &= open - 1) {
        uint32_t bit = open & -open;
        part[n] = below(p);
        part[n].columns = p->columns | bit;
        part[n].left = (p->left | bit) << 1;
        part[n++].right = (p->right | bit) >> 1;
    }
    do_all(me, part, n, queens, p);
}

static void tree(struct worker *me, void *arg)
{
    struct piece *p = arg, part[16];
    unsigned n = load_children(p->node, p->size);
    p->pieces = grind(p);
    p->result = 1;
    for (unsigned i = 0; i < n; i++) {
        part[i] = below(p);
        part[i].node = load_child(p->node, i);
    }
    do_all(me, part, n, tree, p);
}

static void nothing(struct worker *me, void *arg)
{
    struct piece *p = arg;
    (void)me;
    p->result = p->args->key;
    p->pieces = grind(p);
}

/* --- jobs that sleep ------------------------------------------------------ */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned begun;
    bool open;
} door = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, false};

static void knock(unsigned wanted)
{
    pthread_mutex_lock(&door.lock);
    door.begun++;
    pthread_cond_broadcast(&door.changed);
    while (door.begun < wanted)
        pthread_cond_wait(&door.changed, &door.lock);
    pthread_mutex_unlock(&door.lock);
}

static void one(struct worker *me, void *arg)
{
    struct piece *p = arg;
    (void)me;
    if (p->args->load == LOAD_MEET)
        knock(p->args->size);
    p->result = load_grind(p->node, 3);
    p->pieces = grind(p);
}

/* All are spawned, then all are joined, in the same order. */
static void flat(struct worker *me, void *arg)
{
    static struct piece part[4096];
    struct piece *p = arg;
    for (unsigned i = 0; i < p->size; i++) {
        part[i] = (struct piece){.args = p->args, .node = i};
        crew_spawn(me, &part[i].job, one, &part[i]);
    }
    for (unsigned i = 0; i < p->size; i++) {
        crew_join(me, &part[i].job);
        p->result += part[i].result;
        p->pieces += part[i].pieces;
    }
}

static void waits(struct worker *me, void *arg)
{
    struct piece *p = arg;
    (void)me;
    pthread_mutex_lock(&door.lock);
    door.begun++;
    pthread_cond_broadcast(&door.changed);
    while (!door.open)
        pthread_cond_wait(&door.changed, &door.lock);
    pthread_mutex_unlock(&door.lock);
    p->result = p->args->key;
    p->pieces = grind(p);
}

static void opens(struct worker *me, void *arg)
{
    struct piece *p = arg;
    (void)me;
    pthread_mutex_lock(&door.lock);
    door.open = true;
    pthread_cond_broadcast(&door.changed);
    pthread_mutex_unlock(&door.lock);
    p->pieces = grind(p);
}

static void wait_for_begin(unsigned n)
{
    pthread_mutex_lock(&door.lock);
    while (door.begun < n)
        pthread_cond_wait(&door.changed, &door.lock);
    pthread_mutex_unlock(&door.lock);
}

/* A job that sleeps is on another thread when it is joined. With LOAD_WAIT the
 * job that wakes it up has been spawned, and nobody but who joins is free. */
static void sleeper(struct worker *me, void *arg)
{
    struct piece *p = arg, part[2] = {below(p), below(p)};
    unsigned n = p->args->load == LOAD_WAIT ? 2 : 1;
    crew_spawn(me, &part[0].job, waits, &part[0]);
    wait_for_begin(1);
    if (n == 2)
        crew_spawn(me, &part[1].job, opens, &part[1]);
    for (unsigned i = 0; i < n; i++) {
        crew_join(me, &part[i].job);
        p->result += part[i].result;
        p->pieces += part[i].pieces;
    }
}

static void run_crew(const void *args)
{
    static job_work *const loads[LOADS] = {nothing, fib,  queens, tree,
                                           sleeper, flat, flat,   sleeper};
    const struct crew_args *a = args;
    struct piece whole = {.args = a, .size = a->size, .node = a->key};
    door.begun = 0;
    door.open = false;
    crew_run(a->threads, loads[a->load], &whole);
    *a->result = whole.result;
    *a->pieces = whole.pieces;
}

static void run_open(const void *args)
{
    struct crew_args none = {.steps = 0};
    struct piece piece = {.args = &none};
    (void)args;
    opens(NULL, &piece);
}

DRIVER_OPS(run_new, run_push, run_pop, run_steal, run_free, run_crew, run_open);
