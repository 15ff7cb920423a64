/*
 * markup.h - text of others as content of XML and HTML.  Pure.
 */
#ifndef PARCOURS_MARKUP_H
#define PARCOURS_MARKUP_H

#include "text.h"

/* Appends `from` so that it means itself between tags and inside quoted
 * attributes, also to a reader that does not know HTML's entities. Bytes that
 * are not UTF-8 and characters that XML 1.0 forbids become U+FFFD. */
void markup_add(struct text *to, const char *from);

#endif
