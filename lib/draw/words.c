/* words.c - names and escapes, see draw.h */
#include <stdio.h>

#include "draw.h"

const char *draw_task(const struct drawing *d, unsigned task)
{
    static _Thread_local char number[16];
    if (d->name != NULL)
        return d->name(task, d->data);
    snprintf(number, sizeof number, "%u", task);
    return number;
}

void draw_xml(FILE *to, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        switch (*c) {
        case '&':
            fputs("&amp;", to);
            break;
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '"':
            fputs("&quot;", to);
            break;
        default: /* XML has no way to say other control characters */
            putc((unsigned char)*c < ' ' ? ' ' : *c, to);
        }
}

void draw_json(FILE *to, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (*c == '"' || *c == '\\')
            fprintf(to, "\\%c", *c);
        else if ((unsigned char)*c < ' ')
            fprintf(to, "\\u%04x", (unsigned)*c);
        else
            putc(*c, to);
}
