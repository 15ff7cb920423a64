/*
 * worker.c - main of the process that runs the learner's code.
 *
 * Commands are read with raw system calls: ThreadSanitizer takes read() and
 * write() on one descriptor for synchronisation, which would hide races
 * between puppets that the judge merely told one after the other.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "driver.h"
#include "model.h"
#include "seen.h"
#include "trouble.h"
#include "wire.h"

enum { EXIT_NO_ARENA = 120, EXIT_BAD_COMMAND = 121, EXIT_NO_THREAD = 122 };

static pthread_t puppets[WIRE_PUPPETS_MAX];
static unsigned npuppets;

static void map(int fd, unsigned long base, unsigned long size, int prot)
{
    void *want = (void *)base; /* NOLINT: the address is the contract */
    if (mmap(want, size, prot, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0) != want)
        _exit(EXIT_NO_ARENA);
    close(fd);
}

/* False when the judge has closed the channel. */
static bool next_command(int fd, struct wire_command *command)
{
    long got;
    do
        got = syscall(SYS_read, fd, command, sizeof *command);
    while (got < 0 && errno == EINTR);
    if (got != 0 && got != sizeof *command)
        _exit(EXIT_BAD_COMMAND);
    return got != 0;
}

static void answer(int fd, const struct wire_command *command)
{
    struct wire_reply reply = {command->sequence};
    while (syscall(SYS_write, fd, &reply, sizeof reply) < 0 && errno == EINTR)
        ;
}

static void run_op(const struct wire_command *command)
{
    if (command->op >= driver_nops)
        _exit(EXIT_BAD_COMMAND);
    driver_ops[command->op](command->args);
}

static void *puppet(void *channel)
{
    int fd = (int)(intptr_t)channel;
    struct wire_command command;
    while (next_command(fd, &command) && command.op != WIRE_OP_QUIT) {
        run_op(&command);
        answer(fd, &command);
    }
    answer(fd, &command);
    return NULL;
}

/* The judge has told puppets that are to go to quit before it asks this. */
static void set_puppets(unsigned count)
{
    for (; npuppets < count; npuppets++) {
        intptr_t fd = WIRE_FD_CHANNEL + 1 + (intptr_t)npuppets;
        if (pthread_create(&puppets[npuppets], NULL, puppet, (void *)fd))
            _exit(EXIT_NO_THREAD);
    }
    while (npuppets > count)
        pthread_join(puppets[--npuppets], NULL);
}

/* Only there with OpenMP. */
__attribute__((weak)) void team_dismiss(void);

/* Threads of OpenMP stay for the next team. That is no fault of the learner's,
 * so they are sent home before the judge counts; but not before it has read how
 * much each of them has run. */
static void run_measured(const struct wire_command *command)
{
    bool measure = WIRE_SETTINGS->measure;
    model_release();
    if (measure)
        model_begin();
    run_op(command);
    if (measure)
        model_end(WIRE_MODEL);
    else if (team_dismiss != NULL)
        team_dismiss();
}

int main(void)
{
    map(WIRE_FD_IN, WIRE_IN_BASE, WIRE_IN_SIZE, PROT_READ);
    map(WIRE_FD_OUT, WIRE_OUT_BASE, WIRE_OUT_SIZE, PROT_READ | PROT_WRITE);
    trouble_init(WIRE_FD_LOG);

    struct wire_command command;
    while (next_command(WIRE_FD_CHANNEL, &command)) {
        if (command.op == WIRE_OP_QUIT)
            break;
        if (command.op == WIRE_OP_PUPPETS)
            set_puppets(*(const uint32_t *)command.args);
        else
            run_measured(&command);
        answer(WIRE_FD_CHANNEL, &command);
    }
    seen_each(trouble_ran);
    trouble_threads(seen_threads());
    trouble_done(command.sequence);
    return 0;
}
