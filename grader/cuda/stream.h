/* Streams and events, as handles of the program. */
#pragma once

/* The number that order.h knows a stream by. */
int stream_number(const void *stream);
