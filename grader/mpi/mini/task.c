/* task.c - see task.h */
#include "task.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "mini.h"

enum { STACK = 256 << 10 };

struct task {
    ucontext_t here;
    void *stack;
    void (*work)(void *data);
    void *data;
    bool done;
    bool (*ready)(int number);
    int number;
    double clock;
    long round;
    int depth;
    struct task *next;
};

static struct task *tasks, *running;
static ucontext_t program;

static void task_main(void)
{
    running->work(running->data);
    running->done = true;
    for (;;)
        swapcontext(&running->here, &program);
}

/* Changes what is the program's for what is the task's, and back. */
static void exchange_state(struct task *task)
{
    struct mini_rank *rank = &shared->rank[mini_rank];
    double clock = rank->clock;
    long round = rank->round;
    int depth = mini_depth;
    rank->clock = task->clock;
    rank->round = task->round;
    mini_depth = task->depth;
    task->clock = clock;
    task->round = round;
    task->depth = depth;
}

static void task_run(struct task *task)
{
    bool before = mini_in_collective;
    exchange_state(task);
    mini_in_collective = true;
    running = task;
    swapcontext(&program, &task->here);
    running = NULL;
    mini_in_collective = before;
    exchange_state(task);
}

struct task *task_start(void (*work)(void *data), void *data)
{
    struct task *task = mini_grow(NULL, sizeof *task);
    const struct mini_rank *rank = &shared->rank[mini_rank];
    *task = (struct task){.work = work,
                          .data = data,
                          .clock = rank->clock,
                          .round = rank->round,
                          .depth = mini_depth,
                          .next = tasks};
    task->stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (task->stack == MAP_FAILED)
        mini_fail("no memory");
    tasks = task;
    getcontext(&task->here);
    task->here.uc_stack.ss_sp = task->stack;
    task->here.uc_stack.ss_size = STACK;
    makecontext(&task->here, task_main, 0);
    task_run(task);
    return task;
}

bool task_done(const struct task *task)
{
    return task->done;
}

void task_end(struct task *task, double *clock, long *round)
{
    struct task **at = &tasks;
    while (*at != task)
        at = &(*at)->next;
    *at = task->next;
    *clock = task->clock;
    *round = task->round;
    munmap(task->stack, STACK);
    free(task->data);
    free(task);
}

bool task_inside(void)
{
    return running != NULL;
}

void task_wait(bool (*ready)(int number), int number)
{
    running->ready = ready;
    running->number = number;
    swapcontext(&running->here, &program);
}

bool tasks_go_on(void)
{
    bool some = false;
    for (struct task *task = tasks; task; task = task->next)
        if (!task->done && task->ready(task->number)) {
            task_run(task);
            some = true;
        }
    return some;
}
