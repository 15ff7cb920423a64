/* prediction.c - see prediction.h */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prediction.h"

static const char commit_word[] = "commit ";

/* FNV-1a. */
static uint64_t add_hash(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ b[i]) * 1099511628211u;
    return hash;
}

uint64_t prediction_seal(const struct prediction *p, unsigned commit)
{
    uint64_t hash = 14695981039346656037u;
    char text[PREDICTION_NAME + 40];
    for (size_t i = 0; i < p->count; i++) {
        int length = snprintf(text, sizeof text, "%s %.17g\n", p->line[i].name,
                              p->line[i].value);
        hash = add_hash(hash, text, (size_t)length);
    }
    int length = snprintf(text, sizeof text, "commit %u", commit);
    return add_hash(hash, text, (size_t)length);
}

static const char *complain(unsigned number, const char *what, const char *line)
{
    static char text[160];
    snprintf(text, sizeof text, "line %u: %s: \"%.60s\"", number, what, line);
    return text;
}

/* Blanks at both ends do not count, several count as one. */
static void tidy(char *line)
{
    char *to = line;
    for (const char *from = line; *from != '\0'; from++)
        if (!isspace((unsigned char)*from))
            *to++ = *from;
        else if (to > line && to[-1] != ' ')
            *to++ = ' ';
    while (to > line && to[-1] == ' ')
        to--;
    *to = '\0';
}

static const char *read_commit(struct prediction *p, unsigned number,
                               const char *line)
{
    unsigned commit;
    char seal[17] = "", right[17];
    int end = 0;
    if (sscanf(line, "commit %u %16[0-9a-f]%n", &commit, seal, &end) != 2 ||
        line[end] != '\0' || commit == 0)
        return complain(number,
                        "make commit writes this line, and it has "
                        "been changed",
                        line);
    p->commit = commit;
    snprintf(right, sizeof right, "%016llx",
             (unsigned long long)prediction_seal(p, commit));
    p->sealed = strcmp(seal, right) == 0;
    return NULL;
}

static const char *read_number(struct prediction *p, unsigned number,
                               char *line)
{
    char *blank = strrchr(line, ' '), *end;
    if (blank == NULL)
        return complain(number, "a name, a blank and a number are wanted",
                        line);
    double value = strtod(blank + 1, &end);
    if (*end != '\0' || end == blank + 1)
        return complain(number, "this is not a number", blank + 1);
    if (!isfinite(value) || value <= 0)
        return complain(number, "a number above 0 is wanted", blank + 1);
    if (p->count == PREDICTION_LINES || blank - line >= PREDICTION_NAME)
        return complain(number, "too many lines, or too long a name", line);
    *blank = '\0';
    strcpy(p->line[p->count].name, line);
    p->line[p->count++].value = value;
    return NULL;
}

const char *prediction_read(const char *text, struct prediction *p)
{
    unsigned number = 0;
    *p = (struct prediction){.count = 0};
    while (*text != '\0') {
        char line[200];
        const char *wrong = NULL;
        size_t length = strcspn(text, "\n");
        number++;
        snprintf(line, sizeof line, "%.*s",
                 (int)(length < sizeof line ? length : sizeof line - 1), text);
        tidy(line);
        if (strncmp(line, commit_word, strlen(commit_word)) == 0)
            wrong = read_commit(p, number, line);
        else if (line[0] != '\0' && line[0] != '#')
            wrong = p->commit > 0 ? complain(number,
                                             "nothing may come after "
                                             "the commit",
                                             line)
                                  : read_number(p, number, line);
        if (wrong != NULL)
            return wrong;
        text += length + (text[length] == '\n');
    }
    return p->count == 0 ? "there is nothing in it" : NULL;
}
