/* No room for more than 16 tasks that become ready at once. */
#include <semaphore.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include "run.h"

struct pool {
    const struct graph *g;
    task_work *work;
    void *data;
    atomic_uint *need;
    uint32_t *stack;
    size_t top;
    unsigned in_flight; /* pushed and not ended */
    atomic_bool bad;
    atomic_uint ran;
    unsigned threads;
    pthread_mutex_t m;
    sem_t items;
};

static void push_locked(struct pool *p, uint32_t t)
{
    p->stack[p->top++] = t;
    p->in_flight++;
    sem_post(&p->items);
}

static void *loop(void *v)
{
    struct pool *p = v;
    for (;;) {
        while (sem_wait(&p->items) != 0)
            ;
        pthread_mutex_lock(&p->m);
        if (p->top == 0) {
            pthread_mutex_unlock(&p->m);
            return NULL;
        } /* the end */
        uint32_t t = p->stack[--p->top];
        pthread_mutex_unlock(&p->m);
        bool good = p->work(t, p->data);
        atomic_fetch_add(&p->ran, 1);
        if (!good)
            atomic_store(&p->bad, true);
        uint32_t ready[16], n = 0;
#define FLUSH()                         \
    do {                                \
        pthread_mutex_lock(&p->m);      \
        while (n)                       \
            push_locked(p, ready[--n]); \
        pthread_mutex_unlock(&p->m);    \
    } while (0)
        if (good)
            for (const uint32_t *e = p->g->next + p->g->first[t],
                                *end = p->g->next + p->g->first[t + 1];
                 e < end; ++e)
                if (atomic_fetch_sub(&p->need[*e], 1) == 1) {

                    ready[n++] = *e;
                }
        FLUSH();
        pthread_mutex_lock(&p->m);
        bool last = --p->in_flight == 0;
        pthread_mutex_unlock(&p->m);
        if (last)
            for (unsigned i = 0; i < p->threads; i++)
                sem_post(&p->items);
    }
}

enum run_end run(const struct graph *g, task_work *work, void *data,
                 unsigned threads)
{
    struct pool p = {.g = g,
                     .work = work,
                     .data = data,
                     .threads = threads,
                     .m = PTHREAD_MUTEX_INITIALIZER};
    if (g->tasks == 0)
        return RUN_DONE;
    p.need = malloc(g->tasks * sizeof *p.need);
    p.stack = malloc(g->tasks * sizeof *p.stack);
    sem_init(&p.items, 0, 0);
    for (uint32_t t = g->tasks; t-- > 0;) {
        atomic_init(&p.need[t], g->waits[t]);
        if (g->waits[t] == 0)
            push_locked(&p, t);
    }
    if (p.in_flight) {
        pthread_t th[threads];
        for (unsigned i = 1; i < threads; i++)
            if (pthread_create(&th[i], NULL, loop, &p))
                abort();
        loop(&p);
        for (unsigned i = 1; i < threads; i++)
            pthread_join(th[i], NULL);
    }
    enum run_end end = p.bad              ? RUN_FAILED
                       : p.ran < g->tasks ? RUN_STUCK
                                          : RUN_DONE;
    sem_destroy(&p.items);
    free(p.need);
    free(p.stack);
    return end;
}
