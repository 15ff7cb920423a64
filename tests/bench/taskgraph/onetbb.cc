// onetbb.cc - oneTBB's flow graph: a continue_node for each task, made once.
#include <cstdlib>
#include <map>
#include <memory>
#include <vector>

#include <tbb/flow_graph.h>
#include <tbb/global_control.h>

#include "graphs.h"

using node = tbb::flow::continue_node<tbb::flow::continue_msg>;

struct made {
    tbb::flow::graph flow;
    std::vector<std::unique_ptr<node>> nodes;
    std::vector<node *> sources;
};

// To build it is not timed: the first round is not.
static made &make(unsigned graph)
{
    static std::map<unsigned, std::unique_ptr<made>> all;
    auto &m = all[graph];
    if (m)
        return *m;
    m = std::make_unique<made>();
    const struct graph *g = bench_graph(graph);
    for (uint32_t t = 0; t < g->tasks; t++)
        m->nodes.push_back(std::make_unique<node>(
            m->flow, [t](const tbb::flow::continue_msg &) { bench_task(t, NULL); }));
    for (uint32_t t = 0; t < g->tasks; t++) {
        if (g->waits[t] == 0)
            m->sources.push_back(m->nodes[t].get());
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            tbb::flow::make_edge(*m->nodes[t], *m->nodes[g->next[e]]);
    }
    return *m;
}

static void run_graph(unsigned graph, unsigned)
{
    made &m = make(graph);
    for (node *source : m.sources)
        source->try_put(tbb::flow::continue_msg());
    m.flow.wait_for_all();
}

int main(int argc, char **argv)
{
    tbb::global_control two(tbb::global_control::max_allowed_parallelism, 2);
    return bench_main("oneTBB", run_graph, 2, 5, argc, argv);
}
