/* patch.c - see patch.h */
#include "patch.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct line {
    const char *at;
    size_t length;
    unsigned number, section;
};

struct lines {
    struct line line[PATCH_LINES];
    unsigned count;
    bool too_many;
};

/* The next character that is no white space, or -1. */
static int next_ink(const char **at, const char *end)
{
    while (*at < end && isspace((unsigned char)**at))
        (*at)++;
    return *at < end ? (unsigned char)*(*at)++ : -1;
}

static bool same(const struct line *a, const struct line *b)
{
    const char *x = a->at, *y = b->at;
    int c, d;
    do {
        c = next_ink(&x, a->at + a->length);
        d = next_ink(&y, b->at + b->length);
    } while (c == d && c != -1);
    return c == d;
}

/* Nothing is there, or a comment that begins there and ends on this line or on
 * one of the next. `inside`: of such a comment. */
static bool says_nothing(const char *at, size_t length, bool *inside)
{
    while (length > 0 && isspace((unsigned char)at[length - 1]))
        length--;
    while (length > 0 && isspace((unsigned char)*at))
        at++, length--;
    if (length == 0)
        return true;
    if (!*inside && length >= 2 && at[0] == '/' && at[1] == '/')
        return at[length - 1] != '\\';
    bool begins = !*inside && length >= 2 && memcmp(at, "/*", 2) == 0;
    if (!begins && !*inside)
        return false;
    size_t head = begins ? 2 : 0;
    const char *end = memmem(at + head, length - head, "*/", 2);
    *inside = end == NULL;
    return end == NULL || end + 2 == at + length;
}

static void lines_read(struct lines *lines, const char *text)
{
    unsigned number = 0, section = 0;
    bool inside = false;
    lines->count = 0;
    lines->too_many = false;
    if (strncmp(text, "\357\273\277", 3) == 0)
        text += 3; /* the byte order mark of an editor */
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        bool mark = strncmp(text, PATCH_MARK, strlen(PATCH_MARK)) == 0;
        number++;
        section += mark;
        if (!says_nothing(text, length, &inside) || mark) {
            lines->too_many = lines->too_many || lines->count == PATCH_LINES;
            if (lines->too_many)
                return;
            size_t ink = length;
            while (ink > 0 && isspace((unsigned char)text[ink - 1]))
                ink--; /* a carriage return among them */
            lines->line[lines->count++] =
                (struct line){text, ink, number, section};
        }
        text += length + (text[length] == '\n');
    }
}

/* best[i][j]: how many lines old[i...] and new[j...] have in common. */
static uint16_t best[PATCH_LINES + 1][PATCH_LINES + 1];
static struct lines old, new;

static void work_out(void)
{
    memset(best, 0, sizeof best);
    for (unsigned i = old.count; i-- > 0;)
        for (unsigned j = new.count; j-- > 0;) {
            uint16_t skip = best[i + 1][j] > best[i][j + 1] ? best[i + 1][j]
                                                            : best[i][j + 1];
            best[i][j] = same(&old.line[i], &new.line[j])
                             ? (uint16_t)(best[i + 1][j + 1] + 1)
                             : skip;
        }
}

/* Lines that are gone and lines that came in their place, between two that
 * stayed; they belong to the section of the line before. */
struct hunk {
    unsigned section, gone, came;
};

static void hunk_end(struct hunk *hunk, struct patch *patch)
{
    patch->changed[hunk->section] +=
        hunk->gone > hunk->came ? hunk->gone : hunk->came;
    hunk->gone = hunk->came = 0;
}

const char *patch_compare(const char *original, const char *text,
                          struct patch *patch, patch_new_line *each, void *data)
{
    struct hunk hunk = {0};
    unsigned i = 0, j = 0;
    *patch = (struct patch){0};
    lines_read(&old, original);
    lines_read(&new, text);
    if (new.too_many)
        return "has far more lines than it had";
    work_out();
    while (i < old.count || j < new.count) {
        if (i < old.count && j < new.count &&same(&old.line[i], &new.line[j])) {
            hunk_end(&hunk, patch);
            hunk.section = old.line[i].section;
            i++, j++;
        } else if (j == new.count ||
                   (i < old.count && best[i + 1][j] >= best[i][j + 1])) {
            if (old.line[i].section != hunk.section)
                return "lacks a line that begins with " PATCH_MARK;
            hunk.gone++;
            i++;
        } else {
            if (strncmp(new.line[j].at, PATCH_MARK, strlen(PATCH_MARK)) == 0)
                return "has one more line that begins with " PATCH_MARK;
            each(data, hunk.section, new.line[j].number, new.line[j].at,
                 new.line[j].length);
            hunk.came++;
            j++;
        }
    }
    hunk_end(&hunk, patch);
    return NULL;
}

unsigned patch_find(const char *text, unsigned section, const char *line,
                    size_t least)
{
    const struct line wanted = {.at = line, .length = strlen(line)};
    if (wanted.length < least)
        return 0;
    lines_read(&old, text);
    for (unsigned i = 0; i < old.count; i++)
        if (old.line[i].section == section && same(&old.line[i], &wanted))
            return old.line[i].number;
    return 0;
}
