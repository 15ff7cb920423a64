/* text.c - see text.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "text.h"
#include "utf8.h"

void text_init(struct text *t)
{
    *t = (struct text){.bytes = text_copy(""), .room = 1};
}

void text_clear(struct text *t)
{
    free(t->bytes);
    *t = (struct text){.bytes = NULL};
}

void text_add(struct text *t, const char *bytes, size_t length)
{
    size_t need = t->length + length + 1;
    if (need > t->room) {
        t->room = need > 2 * t->room ? need : 2 * t->room;
        t->bytes = realloc(t->bytes, t->room);
        if (t->bytes == NULL)
            die("out of memory");
    }
    memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
    t->bytes[t->length] = '\0';
}

void text_addv(struct text *t, const char *format, va_list args)
{
    char *s;
    int length = vasprintf(&s, format, args);
    if (length < 0)
        die("out of memory");
    text_add(t, s, (size_t)length);
    free(s);
}

void text_addf(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_addv(t, format, args);
    va_end(args);
}

char *text_format(const char *format, ...)
{
    struct text t;
    va_list args;
    text_init(&t);
    va_start(args, format);
    text_addv(&t, format, args);
    va_end(args);
    return t.bytes;
}

char *text_copy(const char *string)
{
    char *copy = strdup(string);
    if (copy == NULL)
        die("out of memory");
    return copy;
}

void text_wrap(struct text *t, const char *from, unsigned indent,
               unsigned width)
{
    size_t column = 0; /* 0: at the start of a line */
    while (*(from += strspn(from, " \n")) != '\0') {
        size_t word = strcspn(from, " \n");
        if (column > 0 && column + 1 + utf8_columns(from, word) > width) {
            text_add(t, "\n", 1);
            column = 0;
        }
        text_addf(t, "%*s", column == 0 ? (int)indent : 1, "");
        column = column == 0 ? indent : column + 1;
        word = utf8_fit(from, word, width - column);
        text_add(t, from, word);
        column += utf8_columns(from, word);
        from += word;
    }
    if (column > 0)
        text_add(t, "\n", 1);
}

static bool is_utf8(const char *words)
{
    size_t left = strlen(words), used = 0;
    for (; left > 0; words += used, left -= used)
        if (utf8_decode(words, left, &used) < 0)
            return false;
    return true;
}

char *text_utf8(const char *words)
{
    struct text t;
    bool good = is_utf8(words);
    text_init(&t);
    for (; *words != '\0'; words++) {
        unsigned char c = (unsigned char)*words;
        const char two[] = {(char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f))};
        if (good || c < 0x80)
            text_add(&t, words, 1);
        else
            text_add(&t, two, 2);
    }
    return t.bytes;
}

bool text_on_screen(int fd)
{
    const char *term = getenv("TERM");
    return isatty(fd) && term != NULL && strcmp(term, "dumb") != 0;
}
