/*
 * utf8.h - text from others, made harmless to show.  Pure.
 */
#ifndef PARCOURS_UTF8_H
#define PARCOURS_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* The character at `text` and how many bytes it takes; -1 and 1 if no valid
 * UTF-8 begins there. `length` is at least 1. */
long utf8_decode(const char *text, size_t length, size_t *used);

/* True if a terminal shows the character, false if it may obey it: control
 * and bidirectional characters, and -1. */
bool utf8_printable(long character);

/* Columns that `length` bytes of valid UTF-8 take on a terminal. */
size_t utf8_columns(const char *text, size_t length);

/* The most bytes of `length` that take at most `columns` columns. */
size_t utf8_fit(const char *text, size_t length, size_t columns);

/* Replaces in place: tabs by blanks, and all but printable characters and
 * newlines by '?'. Returns its argument. */
char *utf8_clean(char *text);

#endif
