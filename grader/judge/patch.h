/*
 * patch.h - how far a learner's file has been changed from an original, for
 * exercises in which a mistake is to be mended with a few lines.
 *
 * Files are compared line by line, white space, empty lines and lines that are
 * only a comment left out. A file has sections: one begins with each line that
 * begins with PATCH_MARK; what is before the first of them is section 0. A line
 * that is new, gone or different counts as one; a line in place of another one
 * as one too.
 */
#ifndef PARCOURS_JUDGE_PATCH_H
#define PARCOURS_JUDGE_PATCH_H

#include <stddef.h>

#define PATCH_MARK "/* --- "

enum { PATCH_SECTIONS = 16, PATCH_LINES = 1000 };

struct patch {
    unsigned changed[PATCH_SECTIONS];
};

/* Is given every new line, with its number in the file. */
typedef void patch_new_line(void *data, unsigned section, unsigned number,
                            const char *line, size_t length);

/* NULL; or what hinders the comparison, in words that follow "the file". */
const char *patch_compare(const char *original, const char *text,
                          struct patch *patch, patch_new_line *each,
                          void *data);

/* The number of the section's line that is the same as `line` but for white
 * space; 0: none. Lines of less than `least` characters are not looked for. */
unsigned patch_find(const char *text, unsigned section, const char *line,
                    size_t least);

#endif
