#include "simd.h"

#include <ctype.h>
#include <string.h>

#include "omp_lanes.h"

#define MOST_TEXT 4000 /* bytes of one pragma */

/* A directive: its text in one line, and what follows it. */
struct pragma {
    char text[MOST_TEXT];
    size_t lines;     /* line ends that it went over */
    const char *next; /* the line after it */
};

/* Reads the line at `at` with those that continue it. */
static void pragma_read(struct pragma *pragma, const char *at, const char *end)
{
    size_t length = 0;
    pragma->lines = 0;
    for (; at < end; at++) {
        bool continued = *at == '\\' && at + 1 < end && at[1] == '\n';
        if (continued || *at == '\n')
            pragma->lines++;
        if (*at == '\n')
            break;
        at += continued;
        if (length + 1 < MOST_TEXT)
            pragma->text[length++] = continued ? ' ' : *at;
    }
    pragma->text[length] = '\0';
    pragma->next = at < end ? at + 1 : end;
}

static const char *simd_blank(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

static bool simd_is_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* What follows the words in `words`, or NULL if the text begins otherwise. */
static const char *simd_after(const char *at, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        at = simd_blank(at);
        if (strncmp(at, words, length) ||
            (simd_is_word(words[0]) && simd_is_word(at[length])))
            return NULL;
        at += length;
        words += length;
        words += *words == ' ';
    }
    return at;
}

/* A clause: its name and, if any, what stands in its parentheses. */
struct clause {
    char name[40];
    char list[MOST_TEXT];
};

/* Returns where the next clause begins, or NULL if there was none. */
static const char *clause_read(struct clause *clause, const char *at)
{
    size_t length = 0, depth = 0;
    at += strspn(at, " \t\r,");
    while (simd_is_word(*at) && length + 1 < sizeof clause->name)
        clause->name[length++] = *at++;
    clause->name[length] = clause->list[0] = '\0';
    if (!length)
        return NULL;
    const char *open = simd_blank(at);
    if (*open != '(')
        return at;
    length = 0;
    for (at = open; *at; at++) {
        depth += (*at == '(') - (*at == ')');
        if (!depth)
            break;
        if (at > open)
            clause->list[length++] = *at;
    }
    clause->list[length] = '\0';
    return *at ? at + 1 : at;
}

static bool list_has(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += length)
        if (!simd_is_word(at[length]) && (at == list || !simd_is_word(at[-1])))
            return true;
    return false;
}

/* The variable of `for (i = ...', or "" if the loop declares its own. */
static void simd_loop_variable(char *name, size_t size, const char *at,
                               const char *end)
{
    char head[200];
    size_t length = (size_t)(end - at) < sizeof head - 1 ? (size_t)(end - at)
                                                         : sizeof head - 1;
    memcpy(head, at, length);
    head[length] = '\0';
    const char *from = simd_after(head, "for (");
    *name = '\0';
    if (!from)
        return;
    from = simd_blank(from);
    length = 0;
    while (simd_is_word(from[length]))
        length++;
    const char *rest = simd_blank(from + length);
    if (length && length < size && rest[0] == '=' && rest[1] != '=') {
        memcpy(name, from, length);
        name[length] = '\0';
    }
}

/* Clauses that mean the same for a parallel loop. */
static bool clause_is_kept(const struct clause *clause, const char *variable)
{
    static const char *const kept[] = {"private", "lastprivate", "reduction",
                                       "collapse", "linear"};
    if (!strcmp(clause->name, "linear") && *variable &&
        list_has(clause->list, variable))
        return false;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (!strcmp(clause->name, kept[i]))
            return true;
    return false;
}

static void simd_write_loop(FILE *out, const struct pragma *pragma,
                            const char *clauses, const char *end)
{
    struct clause clause;
    char variable[80], safe[200] = "0";
    bool named = false;
    simd_loop_variable(variable, sizeof variable, pragma->next, end);
    fputs("#pragma omp parallel for schedule(dynamic, 1)", out);
    for (const char *at = clauses; (at = clause_read(&clause, at));) {
        if (!strcmp(clause.name, "safelen"))
            snprintf(safe, sizeof safe, "%.190s", clause.list);
        if (!clause_is_kept(&clause, variable))
            continue;
        named = named || (strcmp(clause.name, "collapse") && *variable &&
                          list_has(clause.list, variable));
        fprintf(out, " %s(%s)", clause.name, clause.list);
    }
    if (*variable && !named)
        fprintf(out, " lastprivate(%s)", variable);
    fprintf(out, " num_threads(%#x + (%s))", LANES_MARK, safe);
}

/* Can this directive be changed? Scans over simd loops cannot. */
static const char *simd_clauses(const char *text)
{
    const char *clauses = simd_after(text, "# pragma omp simd");
    return clauses && !strstr(clauses, "inscan") ? clauses : NULL;
}

static void simd_write_pragma(FILE *out, const struct pragma *pragma,
                              const char *end)
{
    const char *clauses = simd_clauses(pragma->text);
    if (clauses)
        simd_write_loop(out, pragma, clauses, end);
    else if (simd_after(pragma->text, "# pragma omp ordered simd"))
        fputs("#pragma omp critical(simd_ordered)", out);
    else
        fputs(pragma->text, out);
    for (size_t i = 0; i < pragma->lines; i++)
        fputc('\n', out);
}

bool simd_is_in(const char *text, size_t length)
{
    struct pragma pragma;
    for (const char *at = text; at < text + length; at = pragma.next) {
        pragma_read(&pragma, at, text + length);
        if (simd_clauses(pragma.text))
            return true;
    }
    return false;
}

void simd_rewrite(FILE *out, const char *text, size_t length)
{
    struct pragma pragma;
    const char *end = text + length;
    for (const char *at = text; at < end; at = pragma.next) {
        pragma_read(&pragma, at, end);
        if (simd_after(pragma.text, "# pragma omp"))
            simd_write_pragma(out, &pragma, end);
        else
            fwrite(at, 1, (size_t)(pragma.next - at), out);
    }
}
