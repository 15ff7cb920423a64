/*
 * worker.c - main of a worker (worker.c in grader/worker) whose kernels are
 * run by the emulator of grader/cuda.
 *
 * What the emulator finds goes to the log, a line each (finding.c). Asked for
 * its report after a call, it adds a checksum of these lines, and what it has
 * counted (count.h).
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "count.h"
#include "driver.h"
#include "finding.h"
#include "guard.h"
#include "include/cuda_runtime_api.h"
#include "launch.h"
#include "memory.h"
#include "settings.h"
#include "wire.h"

enum { EXIT_NO_ARENA = 120, EXIT_BAD_COMMAND = 121, EXIT_NO_LOG = 123 };

/* The emulator behaves by it; see its header parcours_device.h. */
const int parcours_mode = PARCOURS_MODE;

static size_t allocations; /* made before the learner's code was called */

static void map(int fd, unsigned long base, unsigned long size, int prot)
{
    void *want = (void *)base; /* NOLINT: the address is the contract */
    if (mmap(want, size, prot, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0) != want)
        _exit(EXIT_NO_ARENA);
    close(fd);
}

/* False when the judge has closed the channel. */
static bool next_command(struct wire_command *command)
{
    ssize_t got;
    do
        got = read(WIRE_FD_CHANNEL, command, sizeof *command);
    while (got < 0 && errno == EINTR);
    if (got != 0 && got != sizeof *command)
        _exit(EXIT_BAD_COMMAND);
    return got != 0;
}

static void answer(const struct wire_command *command)
{
    struct wire_reply reply = {command->sequence};
    while (write(WIRE_FD_CHANNEL, &reply, sizeof reply) < 0 && errno == EINTR)
        ;
}

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
        _exit(EXIT_NO_LOG);
    count_write(stream);
    fclose(stream);
}

static void write_log(const char *bytes, size_t length)
{
    if (write(WIRE_FD_LOG, bytes, length) != (ssize_t)length)
        _exit(EXIT_NO_LOG);
}

/* After the call: the learner's code could write to the log, too, or put
 * something else in its place, but cannot know the number of this command. */
static void report(uint64_t asked)
{
    char mark[80];
    int length =
        snprintf(mark, sizeof mark, WIRE_REPORT "%016llx\n",
                 (unsigned long long)asked, (unsigned long long)finding_sum());
    write_log(mark, (size_t)length);
    if (kept.bytes != NULL)
        write_log(kept.bytes, kept.length);
    free(kept.bytes);
    kept.bytes = NULL;
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
    if (command->op >= driver_nops)
        _exit(EXIT_BAD_COMMAND);
    driver_ops[command->op](command->args);
    launch_report_unasked();
    fflush(NULL);
}

int main(void)
{
    struct wire_command command;
    map(WIRE_FD_IN, WIRE_IN_BASE, WIRE_IN_SIZE, PROT_READ);
    map(WIRE_FD_OUT, WIRE_OUT_BASE, WIRE_OUT_SIZE, PROT_READ | PROT_WRITE);
    settings.report_fd = WIRE_FD_LOG;
    guard_ask(SIGUSR1);
    while (next_command(&command) && command.op != WIRE_OP_QUIT) {
        if (command.op == WIRE_OP_REPORT)
            report(command.sequence);
        else
            run(&command);
        answer(&command);
    }
    fflush(NULL);
    _exit(0);
}
