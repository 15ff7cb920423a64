/*
 * text.h - a growing string.  `text_init/text_clear` pair; out of memory ends
 * the program, since there is nothing left to report with.
 */
#ifndef PARCOURS_TEXT_H
#define PARCOURS_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
    char *bytes; /* ends in NUL; never NULL after text_init */
    size_t length, room;
};

void text_init(struct text *t);
void text_clear(struct text *t);

void text_add(struct text *t, const char *bytes, size_t length);
void text_addf(struct text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_addv(struct text *t, const char *format, va_list args);

/* Appends words of `from`, broken to lines of at most `width` columns, every
 * line begun with `indent` spaces, which are fewer. A longer word is broken as
 * well. Ends with a newline. */
void text_wrap(struct text *t, const char *from, unsigned indent,
               unsigned width);

/* A formatted string of its own, to be freed. */
char *text_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Copies that end the program when there is no memory. */
char *text_copy(const char *string);

/* The words if they are UTF-8, else what they say in Latin-1, as names in old
 * archives do; to be freed. */
char *text_utf8(const char *words);

/* What is written there is shown by something that obeys control sequences: a
 * terminal, but not that of an editor (TERM=dumb). */
bool text_on_screen(int fd);

#endif
