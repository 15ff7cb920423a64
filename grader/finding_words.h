/*
 * finding_words.h - a finding in words. For finding.c, which keeps some of
 * them in the finding, and finding_print.c.
 */
#pragma once

#include <stddef.h>

struct finding;
struct frame;

/* Finds what is missing, the direction and the name of the memory of a
 * finding whose frames are settled. */
void finding_set_words(struct finding *finding);

/* "data race" */
const char *finding_title(const struct finding *finding);

/* "heap block" */
const char *finding_memory(const struct finding *finding);

/* Append to a text; what does not fit is cut at the end of a character. */
void finding_add(char *to, size_t room, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Append the text and "counter.c:17", or nothing if no line is known. */
void finding_add_place(char *to, size_t room, const char *text,
                       const struct frame *frame);

/* Append "M0 (bank.c:33) and M1": the locks of the set. */
void finding_add_locks(char *to, size_t room, const struct finding *finding,
                       unsigned set);

/* Append "thread 2" or "the main thread". */
void finding_add_thread(char *to, size_t room, int thread);
