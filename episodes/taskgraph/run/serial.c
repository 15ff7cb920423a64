/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include <stdlib.h>

#include "run.h"

enum run_end run(const struct graph *g, task_work *work, void *data,
                 unsigned threads)
{
    uint32_t *waiting = malloc((g->tasks + 1ul) * sizeof *waiting);
    uint32_t *ready = malloc((g->tasks + 1ul) * sizeof *ready);
    uint32_t found = 0, done = 0;
    bool failed = false;
    (void)threads;
    if (waiting == NULL || ready == NULL)
        abort();
    for (uint32_t t = 0; t < g->tasks; t++) {
        waiting[t] = g->waits[t];
        if (waiting[t] == 0)
            ready[found++] = t;
    }
    while (done < found) {
        uint32_t t = ready[done++];
        if (!work(t, data)) {
            failed = true;
            continue;
        }
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            if (--waiting[g->next[e]] == 0)
                ready[found++] = g->next[e];
    }
    free(waiting);
    free(ready);
    return failed ? RUN_FAILED : done < g->tasks ? RUN_STUCK : RUN_DONE;
}
