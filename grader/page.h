/*
 * page.h - what all HTML pages of ours share: they open offline, on a phone,
 * read well aloud and run nothing.  Verdicts are words, colour only repeats
 * them.  Pure.
 */
#ifndef PARCOURS_PAGE_H
#define PARCOURS_PAGE_H

#include "text.h"

/* All up to the content, with the style; `title` is any text. */
void page_begin(struct text *to, const char *title);
void page_end(struct text *to);

/* `content` of others between markup of ours. */
void page_add(struct text *to, const char *before, const char *content,
              const char *after);

#endif
