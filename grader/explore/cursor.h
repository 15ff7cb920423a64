/* Reading numbers and strings of the DWARF format, never past the end. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct cursor {
    const uint8_t *at, *end;
};

/* A little-endian number of `size` bytes; of more than 8, the first 8. */
uint64_t cursor_fixed(struct cursor *cursor, size_t size);

/* Numbers of variable length, unsigned and signed. */
uint64_t cursor_uleb(struct cursor *cursor);
int64_t cursor_sleb(struct cursor *cursor);

/* A string up to its terminating zero, in place. */
const char *cursor_string(struct cursor *cursor);
