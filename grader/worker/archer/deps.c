/*
 * deps.c - waits for what a task depends on, in a way that Archer survives.
 *
 * Who creates a task with `depend` and `if (false)`, or says `taskwait depend`,
 * waits at once for what is named.  libomp 14 tells tools of that with a task
 * that is none, and Archer follows its data, which is NULL: a right program
 * would be said to crash.  So an empty task is created that depends on the
 * same, in a group of its own, and the end of the group is waited for: Archer
 * knows both, and the order is the same.
 */
#include <stddef.h>
#include <stdint.h>

/* libomp's: a task as compilers lay it out. */
struct task {
    void *shared;
    int32_t (*entry)(int32_t thread, struct task *task);
    int32_t part;
    void *data[2];
};
enum { TIED = 1 };

void *__kmpc_omp_task_alloc(void *where, int32_t thread, int32_t flags,
                            size_t bytes, size_t shared, void *entry);
int32_t __kmpc_omp_task_with_deps(void *where, int32_t thread, void *task,
                                  int32_t n, void *deps, int32_t n_noalias,
                                  void *noalias);
void __kmpc_taskgroup(void *where, int32_t thread);
void __kmpc_end_taskgroup(void *where, int32_t thread);

static int32_t nothing(int32_t thread, struct task *task)
{
    (void)thread;
    (void)task;
    return 0;
}

void __wrap___kmpc_omp_wait_deps(void *where, int32_t thread, int32_t n,
                                 void *deps, int32_t n_noalias, void *noalias);

void __wrap___kmpc_omp_wait_deps(void *where, int32_t thread, int32_t n,
                                 void *deps, int32_t n_noalias, void *noalias)
{
    __kmpc_taskgroup(where, thread);
    void *task = __kmpc_omp_task_alloc(where, thread, TIED, sizeof(struct task),
                                       0, (void *)nothing);
    __kmpc_omp_task_with_deps(where, thread, task, n, deps, n_noalias, noalias);
    __kmpc_end_taskgroup(where, thread);
}
