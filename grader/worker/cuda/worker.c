/*
 * worker.c - main of a worker (worker.c in grader/worker) whose kernels are
 * run by the emulator of grader/cuda.
 *
 * What the emulator finds goes to the log, a line each (finding.c), and so
 * does what it counts (count.h).
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

static void write_counts(void)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    if (stream == NULL)
        _exit(EXIT_NO_LOG);
    count_write(stream);
    fclose(stream);
    if (write(WIRE_FD_LOG, bytes, length) != (ssize_t)length)
        _exit(EXIT_NO_LOG);
    free(bytes);
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
        write_counts();
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
        run(&command);
        answer(&command);
    }
    fflush(NULL);
    _exit(0);
}
