/* A linked list; each sleeper has a condition of its own, on its stack. */
#include <pthread.h>
#include <stdlib.h>
#include "queue.h"
struct n {
    struct n *x;
    uint64_t v;
};
struct w {
    struct w *x;
    pthread_cond_t c;
    int go;
};
struct l {
    struct w *f, **e;
};
struct queue {
    size_t cap, c;
    int shut;
    pthread_mutex_t m;
    struct n *f, **e;
    struct l push, pop;
};
static void li(struct l *l)
{
    l->f = NULL;
    l->e = &l->f;
}
static void wait_in(struct queue *q, struct l *l)
{
    struct w w = {NULL, PTHREAD_COND_INITIALIZER, 0};
    *l->e = &w;
    l->e = &w.x;
    while (!w.go)
        pthread_cond_wait(&w.c, &q->m);
    pthread_cond_destroy(&w.c);
}
static int wake(struct l *l)
{
    struct w *w = l->f;
    if (w == NULL)
        return 0;
    l->f = w->x;
    if (l->f == NULL)
        l->e = &l->f;
    w->go = 1;
    pthread_cond_signal(&w->c);
    return 1;
}
struct queue *queue_new(size_t cap)
{
    struct queue *q = calloc(1, sizeof *q);
    if (!q)
        return 0;
    q->cap = cap;
    q->e = &q->f;
    li(&q->push);
    li(&q->pop);
    pthread_mutex_init(&q->m, NULL);
    return q;
}
bool queue_push(struct queue *q, uint64_t v)
{
    struct n *n = malloc(sizeof *n);
    if (!n)
        abort();
    pthread_mutex_lock(&q->m);
    while (!q->shut && q->c >= q->cap)
        wait_in(q, &q->push);
    if (q->shut) {
        pthread_mutex_unlock(&q->m);
        free(n);
        return 0;
    }
    n->x = NULL;
    n->v = v;
    *q->e = n;
    q->e = &n->x;
    q->c++;
    wake(&q->pop);
    if (q->c < q->cap)
        wake(&q->push);
    pthread_mutex_unlock(&q->m);
    return 1;
}
bool queue_pop(struct queue *q, uint64_t *v)
{
    pthread_mutex_lock(&q->m);
    while (!q->c && !q->shut)
        wait_in(q, &q->pop);
    if (!q->c) {
        pthread_mutex_unlock(&q->m);
        return 0;
    }
    struct n *n = q->f;
    *v = n->v;
    q->f = n->x;
    if (!q->f)
        q->e = &q->f;
    q->c--;
    wake(&q->push);
    if (q->c)
        wake(&q->pop);
    pthread_mutex_unlock(&q->m);
    free(n);
    return 1;
}
void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->m);
    q->shut = 1;
    while (wake(&q->push))
        ;
    while (wake(&q->pop))
        ;
    pthread_mutex_unlock(&q->m);
}
void queue_free(struct queue *q)
{
    while (q->f) {
        struct n *n = q->f;
        q->f = n->x;
        free(n);
    }
    pthread_mutex_destroy(&q->m);
    free(q);
}
