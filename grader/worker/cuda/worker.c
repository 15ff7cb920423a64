/*
 * worker.c - main of a worker (worker.c in grader/worker) whose kernels are
 * run by the emulator of grader/cuda.
 *
 * What the emulator finds goes to the log, a line each (finding.c). Asked for
 * its report after a call, it adds a checksum of these lines, and what it has
 * counted (count.h).
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "channel.h"
#include "count.h"
#include "finding.h"
#include "guard.h"
#include "include/cuda_runtime_api.h"
#include "launch.h"
#include "memory.h"
#include "settings.h"
#include "wire.h"

/* The emulator behaves by it; see its header parcours_device.h. */
const int parcours_mode = PARCOURS_MODE;

static size_t allocations; /* made before the learner's code was called */

/* What was counted last, until somebody asks. */
static struct {
    char *bytes;
    size_t length;
} kept;

static void keep_counts(void)
{
    free(kept.bytes);
    FILE *stream = open_memstream(&kept.bytes, &kept.length);
    if (stream == NULL)
        _exit(CHANNEL_NO_LOG);
    count_write(stream);
    fclose(stream);
}

/* After the call: the learner's code could write to the log, too, or put
 * something else in its place, but cannot know the number of this command. */
static void report(uint64_t asked)
{
    char mark[80];
    int length =
        snprintf(mark, sizeof mark, WIRE_REPORT "%016llx\n",
                 (unsigned long long)asked, (unsigned long long)finding_sum());
    channel_log(mark, (size_t)length);
    if (kept.bytes != NULL)
        channel_log(kept.bytes, kept.length);
    free(kept.bytes);
    kept.bytes = NULL;
}

void device_failed(const char *error)
{
    fprintf(stderr, "the caller: %s\n", error);
    exit(1);
}

void device_begin(void)
{
    cudaDeviceSynchronize();
    allocations = memory_count();
    count_reset();
}

void device_end(void)
{
    launch_report_unasked();
    cudaDeviceSynchronize();
    for (size_t i = allocations; i < memory_count(); i++)
        if (!memory_nth(i)->freed)
            finding_leak(memory_nth(i));
    if (parcours_mode == PARCOURS_COUNT)
        keep_counts();
}

/* What the program prints comes before the answer. */
static void run(const struct wire_command *command)
{
    settings.seed = WIRE_SETTINGS->schedule;
    settings.seconds = (int)WIRE_SETTINGS->seconds;
    channel_run(command);
    launch_report_unasked();
    fflush(NULL);
}

int main(void)
{
    struct wire_command command;
    channel_open();
    settings.report_fd = WIRE_FD_LOG;
    guard_ask(SIGUSR1);
    while (channel_next(&command) && command.op != WIRE_OP_QUIT) {
        if (command.op == WIRE_OP_REPORT)
            report(command.sequence);
        else
            run(&command);
        channel_answer(&command);
    }
    fflush(NULL);
    _exit(0);
}
