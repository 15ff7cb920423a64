#include "cursor.h"

#include <string.h>

uint64_t cursor_fixed(struct cursor *cursor, size_t size)
{
    uint64_t value = 0;
    if ((size_t)(cursor->end - cursor->at) < size)
        size = (size_t)(cursor->end - cursor->at);
    memcpy(&value, cursor->at, size < 8 ? size : 8);
    cursor->at += size;
    return value;
}

uint64_t cursor_uleb(struct cursor *cursor)
{
    uint64_t value = 0;
    for (unsigned shift = 0; cursor->at < cursor->end; shift += 7) {
        uint8_t byte = *cursor->at++;
        if (shift < 64)
            value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            break;
    }
    return value;
}

int64_t cursor_sleb(struct cursor *cursor)
{
    int64_t value = 0;
    unsigned shift = 0;
    uint8_t byte = 0;
    while (cursor->at < cursor->end) {
        byte = *cursor->at++;
        value |= (int64_t)(byte & 0x7f) << shift;
        shift += 7;
        if (!(byte & 0x80))
            break;
    }
    if (byte & 0x40 && shift < 64)
        value = (int64_t)((uint64_t)value - ((uint64_t)1 << shift));
    return value;
}

const char *cursor_string(struct cursor *cursor)
{
    const char *text = (const char *)cursor->at;
    cursor->at += strnlen(text, (size_t)(cursor->end - cursor->at)) + 1;
    return text;
}
