/*
 * graphs.h - the graphs that schedulers are compared on, and how each one is
 * measured.  Plain C, for use from C++ too.
 *
 * A competitor is one program: it is linked with graphs.c, gives its name and
 * a function that runs a graph, and prints one line for each graph.  A task
 * does nothing but write its slot; after each run every slot must have been
 * written once, and after those it waits for.
 */
#ifndef BENCH_GRAPHS_H
#define BENCH_GRAPHS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "graph.h"

enum { GRAPHS = 10 };

/* The i-th graph, made once. */
const struct graph *bench_graph(unsigned i);

/* What every task does, on any thread; `data` is for nobody. It is called by
 * this pointer, as tasks are that come as data: nobody has it in line. Always
 * true. */
extern bool (*bench_task)(uint32_t task, void *data);

/* For those who count themselves: one of the tasks that *waiting counts has
 * ended. True if it was the last one. */
static inline bool bench_count_down(uint32_t *waiting)
{
    return __atomic_load_n(waiting, __ATOMIC_ACQUIRE) == 1 ||
           __atomic_sub_fetch(waiting, 1, __ATOMIC_ACQ_REL) == 0;
}

/* Runs the graph on so many threads: bench_task once for each task. */
typedef void bench_run(unsigned graph, unsigned threads);

/* Prints "<name> TAB <graph> TAB <ns for each task>" for all graphs that are
 * asked for by their numbers in argv, and returns the exit status. The best of
 * `rounds` rounds counts. */
int bench_main(const char *name, bench_run *run, unsigned threads, int rounds,
               int argc, char **argv);

#ifdef __cplusplus
}
#endif

#endif
