/* Streams and events, as handles of the program. */
#pragma once

#include <stdint.h>

/* The number that order.h knows a stream by. */
int stream_number(const void *stream);

/* The program takes a time: is a kernel still running? */
void stream_time_taken(uintptr_t pc);
