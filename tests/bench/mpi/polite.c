/*
 * polite.c - preloaded: ranks that wait let others run.
 *
 * MPICH looks for messages without a pause, and where there are more ranks
 * than cores, each look in vain goes on until the kernel takes the core away,
 * milliseconds later. Here it gives the core up at once. For both sides of a
 * comparison alike.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sched.h>

unsigned ucp_worker_progress(void *worker);

unsigned ucp_worker_progress(void *worker)
{
    static unsigned (*real)(void *worker);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "ucp_worker_progress");
    unsigned done = real(worker);
    if (done == 0)
        sched_yield();
    return done;
}
