/*
 * turn.c - see turn.h
 *
 * How it works.  The machine is a file lock, shared or exclusive. In front of
 * it is a second one, the gate, which everybody holds while waiting for the
 * first: who wants the machine alone would otherwise wait for ever for a
 * moment in which nobody happens to share it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "turn.h"

static int take(const char *path, int how, bool tell)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0 || flock(fd, how | LOCK_NB) == 0)
        return fd;
    if (tell && isatty(STDERR_FILENO))
        fprintf(stderr, "waiting for another check to finish ...\n");
    flock(fd, how);
    return fd;
}

int turn_take(bool alone)
{
    int gate = take("build/gate.lock", LOCK_EX, true);
    int turn = take("build/machine.lock", alone ? LOCK_EX : LOCK_SH, alone);
    if (gate >= 0)
        close(gate);
    return turn;
}

void turn_end(int turn)
{
    if (turn >= 0)
        close(turn);
}
