/* markup.c - see markup.h */
#include <stdbool.h>
#include <string.h>

#include "markup.h"
#include "utf8.h"

static const char *entity(long character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* XML 1.0, production [2] Char. */
static bool allowed(long c)
{
    return c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7f && c < 0xd800) ||
           (c >= 0xe000 && c != 0xfffe && c != 0xffff);
}

void markup_add(struct text *to, const char *from)
{
    size_t left = strlen(from), used;
    for (; left > 0; from += used, left -= used) {
        long c = utf8_decode(from, left, &used);
        const char *name = entity(c);
        if (name != NULL)
            text_add(to, name, strlen(name));
        else if (allowed(c))
            text_add(to, from, used);
        else
            text_add(to, "\xef\xbf\xbd", 3);
    }
}
