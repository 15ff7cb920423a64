/* nearest.c - see nearest.h */
#include <ctype.h>
#include <string.h>

#include "die.h"
#include "nearest.h"
#include "text.h"

enum { LONGEST = 31 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned nearest_distance(const char *a, const char *b)
{
    unsigned d[LONGEST + 1][LONGEST + 1];
    size_t m = strnlen(a, LONGEST), n = strnlen(b, LONGEST);
    for (unsigned i = 0; i <= m; i++)
        d[i][0] = i;
    for (unsigned j = 0; j <= n; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= m; i++)
        for (size_t j = 1; j <= n; j++) {
            unsigned replace = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, replace);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[m][n];
}

/* All names are in small letters. */
static void add_names(struct text *t, const char *typed,
                      const char *const *names, unsigned most)
{
    char name[LONGEST + 1] = "";
    for (size_t i = 0; i < LONGEST && typed[i] != '\0'; i++)
        name[i] = (char)tolower((unsigned char)typed[i]);
    for (; *names != NULL; names++)
        if (nearest_distance(name, *names) <= most)
            text_addf(t, "%s%s", t->length == 0 ? "" : ", ", *names);
}

void nearest_die(const char *noun, const char *name, const char *const *names)
{
    struct text close;
    text_init(&close);
    add_names(&close, name, names, 1 + (unsigned)strlen(name) / 3);
    if (close.length > 0)
        die_status(STATUS_USAGE, "there is no %s \"%s\"; did you mean: %s?",
                   noun, name, close.bytes);
    add_names(&close, name, names, LONGEST);
    struct text lines;
    text_init(&lines);
    text_wrap(&lines, close.bytes, 4, 80);
    lines.bytes[lines.length - 1] = '\0'; /* die ends the line */
    die_status(STATUS_USAGE, "there is no %s \"%s\"; there are:\n%s", noun,
               name, lines.bytes);
}
