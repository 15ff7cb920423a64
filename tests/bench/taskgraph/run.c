/* run.c - our solution of `run`. */
#include "graphs.h"
#include "run.h"

static bool work(uint32_t task, void *data)
{
    (void)data;
    bench_task(task);
    return true;
}

static void run_graph(unsigned graph, unsigned threads)
{
    run(bench_graph(graph), work, NULL, threads);
}

int main(int argc, char **argv)
{
    return bench_main("run", run_graph, 2, 15, argc, argv);
}
