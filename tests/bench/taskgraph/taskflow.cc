// taskflow.cc - Taskflow: a task for each task, made once. Built where a copy
// of its headers is.
#include <map>
#include <memory>
#include <vector>

#include <taskflow/taskflow.hpp>

#include "graphs.h"

// To build it is not timed: the first round is not.
static tf::Taskflow &make(unsigned graph)
{
    static std::map<unsigned, std::unique_ptr<tf::Taskflow>> all;
    auto &flow = all[graph];
    if (flow)
        return *flow;
    flow = std::make_unique<tf::Taskflow>();
    const struct graph *g = bench_graph(graph);
    std::vector<tf::Task> tasks;
    for (uint32_t t = 0; t < g->tasks; t++)
        tasks.push_back(flow->emplace([t] { bench_task(t, NULL); }));
    for (uint32_t t = 0; t < g->tasks; t++)
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            tasks[t].precede(tasks[g->next[e]]);
    return *flow;
}

static void run_graph(unsigned graph, unsigned threads)
{
    static tf::Executor executor(threads);
    executor.run(make(graph)).wait();
}

int main(int argc, char **argv)
{
    return bench_main("Taskflow", run_graph, 2, 5, argc, argv);
}
