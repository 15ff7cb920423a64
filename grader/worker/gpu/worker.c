/*
 * worker.c - main of a worker (worker.c in grader/worker) whose kernels run on
 * a GPU.
 *
 * The log has lines for the judge: that there is no device, that a call of the
 * caller's has failed, and, asked for, a time. Nothing of it is worth points.
 */
#include <stdio.h>
#include <unistd.h>

#include "channel.h"
#include "gpu.h"

static double latest; /* of the latest call or copy */

static _Noreturn void leave(const char *word, const char *why)
{
    char line[256];
    int length = snprintf(line, sizeof line, "%s%s\n", word, why);
    channel_log(line,
                length < (int)sizeof line ? (size_t)length : sizeof line - 1);
    fflush(NULL);
    _exit(WIRE_GPU_STATUS);
}

void device_failed(const char *error);

void device_failed(const char *error)
{
    leave(WIRE_GPU_FAILED, error);
}

static void start(void)
{
    const char *why = gpu_open();
    if (why != NULL)
        leave(WIRE_GPU_NONE, why);
}

static void report(uint64_t asked)
{
    char line[80];
    int length = snprintf(line, sizeof line, WIRE_REPORT "%.9g\n",
                          (unsigned long long)asked, latest);
    channel_log(line, (size_t)length);
}

static void run(const struct wire_command *command)
{
    channel_run(command);
    latest = gpu_milliseconds();
    fflush(NULL);
}

int main(void)
{
    struct wire_command command;
    channel_open();
    while (channel_next(&command) && command.op != WIRE_OP_QUIT) {
        if (command.op == WIRE_OP_START)
            start();
        else if (command.op == WIRE_OP_COPY)
            latest = gpu_copy(*(const uint64_t *)command.args);
        else if (command.op == WIRE_OP_REPORT)
            report(command.sequence);
        else
            run(&command);
        channel_answer(&command);
    }
    fflush(NULL);
    _exit(0);
}
