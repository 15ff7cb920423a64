/* steal.c - our solution of `steal`: a job for each task that becomes ready,
 * except for one, which is done at once. */
#include <stdlib.h>
#include <string.h>

#include "graphs.h"
#include "steal.h"

static const struct graph *g;
static uint32_t *waiting;
static struct job *jobs;
static uint32_t *spawned; /* what was spawned before, by the same job */

static void node(struct worker *me, void *arg);

static void spawn(struct worker *me, uint32_t task, uint32_t *last)
{
    spawned[task] = *last;
    *last = task;
    crew_spawn(me, &jobs[task], node, (void *)(uintptr_t)task);
}

static void join_all(struct worker *me, uint32_t last)
{
    for (; last != UINT32_MAX; last = spawned[last])
        crew_join(me, &jobs[last]);
}

static void node(struct worker *me, void *arg)
{
    uint32_t task = (uint32_t)(uintptr_t)arg, last = UINT32_MAX;
    while (task != UINT32_MAX) {
        uint32_t kept = UINT32_MAX;
        bench_task(task, NULL);
        for (uint32_t e = g->first[task]; e < g->first[task + 1]; e++) {
            uint32_t t = g->next[e];
            if (!bench_count_down(&waiting[t]))
                continue;
            if (kept == UINT32_MAX)
                kept = t;
            else
                spawn(me, t, &last);
        }
        task = kept;
    }
    join_all(me, last);
}

/* A range of the tasks that wait for nothing, split in halves. */
struct range {
    uint32_t first, end;
};

static uint32_t *sources, nsources;

static void begin(struct worker *me, void *arg)
{
    struct range *r = arg;
    if (r->end - r->first <= 64) {
        for (uint32_t i = r->first; i < r->end; i++)
            node(me, (void *)(uintptr_t)sources[i]);
        return;
    }
    uint32_t middle = r->first + (r->end - r->first) / 2;
    struct range low = {r->first, middle}, high = {middle, r->end};
    struct job job;
    crew_spawn(me, &job, begin, &high);
    begin(me, &low);
    crew_join(me, &job);
}

static void run_graph(unsigned graph, unsigned threads)
{
    g = bench_graph(graph);
    waiting = malloc(g->tasks * sizeof *waiting);
    jobs = malloc(g->tasks * sizeof *jobs);
    spawned = malloc(g->tasks * sizeof *spawned);
    sources = malloc(g->tasks * sizeof *sources);
    nsources = 0;
    memcpy(waiting, g->waits, g->tasks * sizeof *waiting);
    for (uint32_t t = 0; t < g->tasks; t++)
        if (g->waits[t] == 0)
            sources[nsources++] = t;
    struct range all = {0, nsources};
    crew_run(threads, begin, &all);
    free(waiting);
    free(jobs);
    free(spawned);
    free(sources);
}

int main(int argc, char **argv)
{
    return bench_main("steal", run_graph, 2, 15, argc, argv);
}
