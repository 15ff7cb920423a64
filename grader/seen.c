/* seen.c - see seen.h */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "seen.h"
#include "text.h"

/* How often at least before it is no chance: beside a line that ran as often
 * in both runs, and anywhere. */
static const unsigned long near_times = 8, far_times = 32;

static void add_block(struct seen *seen, unsigned long offset,
                      unsigned long times)
{
    size_t i = 0;
    while (i < seen->count && seen->block[i].offset != offset)
        i++;
    if (i == SEEN_BLOCKS)
        return;
    if (i == seen->count)
        seen->block[seen->count++] = (struct seen_block){.offset = offset};
    seen->block[i].times += times;
}

void seen_read(const char *log, struct seen *seen)
{
    for (const char *at = log; *at != '\0';
         at += strcspn(at, "\n"), at += *at == '\n') {
        char *end;
        if (strncmp(at, "@threads ", 9) == 0) {
            seen->threads += strtoul(at + 9, NULL, 16);
        } else if (strncmp(at, "@ran ", 5) == 0) {
            unsigned long offset = strtoul(at + 5, &end, 16);
            add_block(seen, offset, strtoul(end, NULL, 16));
        }
    }
}

/* Of each line itself, if it has more than braces in it, or the last before it
 * that has. */
static void find_code(const char *source, size_t length, unsigned *code)
{
    unsigned line = 1, last = 0;
    for (size_t i = 0; i < length && line < SEEN_LINES; i++) {
        if (strchr(" \t\r\n\f\v{};", source[i]) == NULL)
            last = line;
        code[line] = last;
        line += source[i] == '\n';
    }
}

void seen_join_braces(struct seen *seen, const char *source, size_t length)
{
    unsigned code[SEEN_LINES] = {0};
    find_code(source, length, code);
    for (size_t i = 0; i < seen->count; i++)
        if (seen->block[i].line < SEEN_LINES)
            seen->block[i].line = code[seen->block[i].line];
}

static void count_lines(const struct seen *seen, unsigned long *times)
{
    for (size_t i = 0; i < seen->count; i++)
        if (seen->block[i].line < SEEN_LINES)
            times[seen->block[i].line] += seen->block[i].times;
    times[0] = 0;
}

/* True if some line ran so often in both runs. */
static bool is_usual(const unsigned long *a, const unsigned long *b,
                     unsigned long times)
{
    for (unsigned line = 1; line < SEEN_LINES; line++)
        if (a[line] == times && b[line] == times)
            return true;
    return false;
}

/* The first line that ran in one of two runs only; 0: none. */
static unsigned odd_line(const unsigned long *a, const unsigned long *b)
{
    unsigned long before = 0; /* times that the last line of both ran */
    for (unsigned line = 1; line < SEEN_LINES; line++) {
        unsigned long times = a[line] + b[line];
        if (a[line] > 0 && b[line] > 0)
            before = a[line] == b[line] ? a[line] : 0;
        else if ((times >= near_times && times == before) ||
                 (times >= far_times && is_usual(a, b, times)))
            return line;
    }
    return 0;
}

char *seen_compare(const struct seen *alone, const struct seen *watched)
{
    unsigned long *a = calloc(2 * SEEN_LINES, sizeof *a);
    unsigned long *b = a == NULL ? NULL : a + SEEN_LINES;
    char *said = NULL;
    if (a == NULL || alone->count == 0 || watched->count == 0) {
        free(a);
        return NULL;
    }
    count_lines(alone, a);
    count_lines(watched, b);
    unsigned line = odd_line(a, b);
    if (line > 0)
        said = text_format(
            "line %u ran %lu times without ThreadSanitizer and %lu times with "
            "it, on the same inputs: does this code behave while it is "
            "watched?",
            line, a[line], b[line]);
    else if (alone->threads != watched->threads)
        said = text_format(
            "%lu threads were started without ThreadSanitizer and %lu with it, "
            "on the same inputs: does this code behave while it is watched?",
            alone->threads, watched->threads);
    free(a);
    return said;
}
