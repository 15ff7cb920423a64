/* channel.c - see channel.h */
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "channel.h"
#include "driver.h"

static void map(int fd, unsigned long base, unsigned long size, int prot)
{
    void *want = (void *)base; /* NOLINT: the address is the contract */
    if (mmap(want, size, prot, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0) != want)
        _exit(CHANNEL_NO_ARENA);
    close(fd);
}

void channel_open(void)
{
    map(WIRE_FD_IN, WIRE_IN_BASE, WIRE_IN_SIZE, PROT_READ);
    map(WIRE_FD_OUT, WIRE_OUT_BASE, WIRE_OUT_SIZE, PROT_READ | PROT_WRITE);
}

bool channel_next(struct wire_command *command)
{
    ssize_t got;
    do
        got = read(WIRE_FD_CHANNEL, command, sizeof *command);
    while (got < 0 && errno == EINTR);
    if (got != 0 && got != sizeof *command)
        _exit(CHANNEL_BAD_COMMAND);
    return got != 0;
}

void channel_run(const struct wire_command *command)
{
    if (command->op >= driver_nops)
        _exit(CHANNEL_BAD_COMMAND);
    driver_ops[command->op](command->args);
}

void channel_answer(const struct wire_command *command)
{
    struct wire_reply reply = {command->sequence};
    while (write(WIRE_FD_CHANNEL, &reply, sizeof reply) < 0 && errno == EINTR)
        ;
}

void channel_log(const char *bytes, size_t length)
{
    if (write(WIRE_FD_LOG, bytes, length) != (ssize_t)length)
        _exit(CHANNEL_NO_LOG);
}
