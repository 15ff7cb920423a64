/* Steps through C++ text: what is code, what comment, string or directive. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The end of the comment, string or character that begins at `at`, or `at`. */
const char *token_skip(const char *at);

/* Past white space and comments. */
const char *token_space(const char *at);

/* The end of the identifier that begins at `at`, or `at`. */
const char *token_word(const char *at);

/* True if the identifier from `at` to `end` is `word`. */
bool token_is(const char *at, const char *end, const char *word);

/*
 * The first character of `stops` outside of all brackets, from `at` on; the
 * end of the text if there is none. The brackets are () [] {}.
 */
const char *token_until(const char *at, const char *stops);

/* Backwards: the start of the expression that names a kernel before `at`. */
const char *token_name_before(const char *start, const char *at);

/* The end of the directive that begins with the # at `at`, its newline. */
const char *token_directive_end(const char *at);

/*
 * In place: lines that end with a backslash are joined with the next one, but
 * for directives, and digraphs become what they stand for. Every line that
 * begins below keeps its number.
 */
void token_spell(char *text);
