/*
 * channel.h - a worker with kernels and its judge: what is the same on the
 * emulator and on a GPU. It has one thread and one channel.
 */
#ifndef PARCOURS_CHANNEL_H
#define PARCOURS_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "wire.h"

/* How a worker ends that its judge cannot go on with. */
enum {
    CHANNEL_NO_ARENA = 120,
    CHANNEL_BAD_COMMAND = 121,
    CHANNEL_NO_LOG = 123
};

/* Maps the arenas. */
void channel_open(void);

/* Waits for a command; false when the judge has closed the channel. */
bool channel_next(struct wire_command *command);

/* Does what the command asks the driver for; says that a command is done. */
void channel_run(const struct wire_command *command);
void channel_answer(const struct wire_command *command);

void channel_log(const char *bytes, size_t length);

#endif
