/*
 * task.h - work of a rank that goes on beside its program: collectives that
 * were begun and not waited for.
 *
 * A task has a stack of its own and runs while the rank is inside a call: when
 * it is made, and whenever a call would wait. It has a time of its own, too,
 * as if the network did its work: what the program computes meanwhile does
 * not delay it. The ports of the rank are those of all.
 */
#ifndef PARCOURS_MINI_TASK_H
#define PARCOURS_MINI_TASK_H

#include <stdbool.h>

struct task;

/* Runs work(data) until it waits. `data` is freed with the task. */
struct task *task_start(void (*work)(void *data), void *data);
bool task_done(const struct task *task);
/* When it was done, by the model, and in which round. Frees it. */
void task_end(struct task *task, double *clock, long *round);
/* Inside a task: lets the program go on until ready(number). */
bool task_inside(void);
void task_wait(bool (*ready)(int number), int number);
/* Lets those go on that can. Whether there was one. */
bool tasks_go_on(void);

#endif
