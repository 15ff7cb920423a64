/* glib.c - GLib's pool of threads: each task that becomes ready is pushed, but
 * for one, which is done at once. */
#include <glib.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "graphs.h"

static const struct graph *g;
static uint32_t *waiting;
static GThreadPool *pool;
static atomic_uint left;
static GMutex lock;
static GCond done;

static void push(uint32_t task)
{
    g_thread_pool_push(pool, GUINT_TO_POINTER(task + 1), NULL);
}

static void node(gpointer data, gpointer unused)
{
    uint32_t task = GPOINTER_TO_UINT(data) - 1, ran = 0;
    (void)unused;
    while (task != UINT32_MAX) {
        uint32_t kept = UINT32_MAX;
        bench_task(task, NULL);
        ran++;
        for (uint32_t e = g->first[task]; e < g->first[task + 1]; e++) {
            uint32_t t = g->next[e];
            if (!bench_count_down(&waiting[t]))
                continue;
            if (kept == UINT32_MAX)
                kept = t;
            else
                push(t);
        }
        task = kept;
    }
    if (atomic_fetch_sub(&left, ran) == ran) {
        g_mutex_lock(&lock);
        g_cond_signal(&done);
        g_mutex_unlock(&lock);
    }
}

static void run_graph(unsigned graph, unsigned threads)
{
    g = bench_graph(graph);
    waiting = malloc(g->tasks * sizeof *waiting);
    memcpy(waiting, g->waits, g->tasks * sizeof *waiting);
    left = g->tasks;
    if (pool == NULL)
        pool = g_thread_pool_new(node, NULL, (gint)threads, TRUE, NULL);
    for (uint32_t t = 0; t < g->tasks; t++)
        if (g->waits[t] == 0)
            push(t);
    g_mutex_lock(&lock);
    while (left > 0)
        g_cond_wait(&done, &lock);
    g_mutex_unlock(&lock);
    free(waiting);
}

int main(int argc, char **argv)
{
    return bench_main("GLib", run_graph, 2, 5, argc, argv);
}
