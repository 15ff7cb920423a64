/* run.c - our solution of `run`. */
#include "graphs.h"
#include "run.h"

static void run_graph(unsigned graph, unsigned threads)
{
    run(bench_graph(graph), bench_task, NULL, threads);
}

int main(int argc, char **argv)
{
    return bench_main("run", run_graph, 2, 15, argc, argv);
}
