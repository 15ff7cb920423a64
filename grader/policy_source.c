/*
 * policy_source.c - what a submission may not contain, seen before any compiler
 * has read it: directives that take in other files or change line numbers.
 */
#include <ctype.h>
#include <string.h>

#include "policy_parts.h"

/* The source in characters that are left when lines that end in a backslash
 * are joined; -1 at the end. */
struct spliced {
    const char *at, *end;
    unsigned line;
    unsigned raw_line; /* of the first raw string; 0: none */
    bool cplusplus;
};

static size_t splice(const char *at, const char *end)
{
    const char *c = at;
    if (c == end || *c != '\\')
        return 0;
    c++;
    while (c < end && (*c == ' ' || *c == '\t' || *c == '\r'))
        c++; /* the compiler allows for blanks here */
    return c < end && *c == '\n' ? (size_t)(c + 1 - at) : 0;
}

static int peek(struct spliced *s)
{
    size_t n;
    while ((n = splice(s->at, s->end)) > 0) {
        s->at += n;
        s->line++;
    }
    return s->at == s->end ? -1 : (unsigned char)*s->at;
}

static int take(struct spliced *s)
{
    int c = peek(s);
    if (c >= 0)
        s->at++;
    s->line += c == '\n';
    return c;
}

/* After the slash; false if it begins no comment. */
static bool skip_comment(struct spliced *s)
{
    int c = peek(s);
    if (c == '/') {
        while ((c = peek(s)) >= 0 && c != '\n')
            take(s);
        return true;
    }
    if (c != '*')
        return false;
    take(s);
    for (int before = 0; (c = take(s)) >= 0; before = c)
        if (before == '*' && c == '/')
            break;
    return true;
}

static bool is_word(int c)
{
    return isalnum(c) || c == '_';
}

/* Does the number go on with c? */
static bool in_number(struct spliced *s, bool digits, int before, int c)
{
    if (!digits)
        return isdigit(c) && !is_word(before);
    return is_word(c) || c == '.' ||
           (c == '\'' && s->cplusplus && is_word(peek(s)));
}

/* Reads one line up to its end, comments as blanks. False after the last. */
static bool next_line(struct spliced *s, char *line, size_t room,
                      unsigned *number)
{
    size_t n = 0;
    int quote = 0, c, before = 0;
    bool digits = false;
    while ((c = peek(s)) == ' ' || c == '\t' || c == '\n' || c == '\r' ||
           c == '\f' || c == '\v')
        take(s);
    *number = s->line;
    while ((c = take(s)) >= 0 && c != '\n') {
        if (quote == 0 && ((c == '/' && skip_comment(s)) || c == '\t' ||
                           c == '\f' || c == '\v' || c == '\r'))
            c = ' ';
        digits = quote == 0 && in_number(s, digits, before, c);
        if (quote != 0 && c == '\\') {
            n += n + 1 < room;
            take(s);
        } else if (c == quote) {
            quote = 0;
        } else if (quote == 0 && !digits && (c == '"' || c == '\'')) {
            quote = c;
            if (before == 'R' && s->raw_line == 0)
                s->raw_line = s->line;
        }
        /* blanks count for one, or they would push the rest out */
        if (n + 1 < room && (quote != 0 || c != ' ' || before != ' '))
            line[n++] = (char)c;
        before = c;
    }
    line[n] = '\0';
    return c >= 0 || n > 0;
}

/* <stdio.h>, <sys/mman.h>, "counter.h", <chrono> of C++: no way out of where
 * headers are. */
static bool is_header(const char *name)
{
    char close = name[0] == '<' ? '>' : '"';
    size_t length = name[0] == '\0' ? 0 : strcspn(name + 1, "<>\"\n");
    const char *path = name + 1;
    if ((name[0] != '<' && name[0] != '"') || name[1 + length] != close)
        return false;
    if (close == '>' && length > 0 &&
        strspn(path, "abcdefghijklmnopqrstuvwxyz_") == length)
        return true;
    return length > 2 && strncmp(path + length - 2, ".h", 2) == 0 &&
           path[0] != '/' && memmem(path, length, "..", 2) == NULL;
}

static void check_directive(struct policy *p, const char *at, unsigned line)
{
    size_t length = 0;
    at += strspn(at, " \t\f\v");
    while (isalnum((unsigned char)at[length]) || at[length] == '_')
        length++;
    const char *rest = at + length + strspn(at + length, " \t\f\v");
    if (policy_is(at, length, "include") ||
        policy_is(at, length, "include_next") ||
        policy_is(at, length, "import")) {
        if (!is_header(rest))
            policy_refuse(
                p, line, "#include", 8,
                "may name a header of the system or of the exercise only");
    } else if (policy_is(at, length, "line") || isdigit((unsigned char)*at)) {
        policy_refuse(p, line, "#line", 5,
                      "is not allowed: messages must name the real lines");
    }
}

/* The byte order marks of UTF-16. */
static bool is_marked(const char *source, size_t length)
{
    return length >= 2 && (memcmp(source, "\377\376", 2) == 0 ||
                           memcmp(source, "\376\377", 2) == 0);
}

/* What is no text is not for a compiler: gcc skips bytes 0, and whoever reads
 * the file as a string ends at the first of them. */
static const char *no_text(const char *source, size_t length)
{
    size_t odd = 0, half = length / 2 < 32 ? length / 2 : 32;
    for (size_t i = 0; i < 2 * half; i++)
        odd += source[i] == '\0';
    if (is_marked(source, length) ||
        (half > 2 && odd + 2 >= half && odd <= half))
        return "is text in UTF-16: save it as UTF-8";
    if (length >= 4 && memcmp(source, "\177ELF", 4) == 0)
        return "is a compiled program: hand in its C source";
    return "is no text, it has a byte 0 here: save it as plain text, UTF-8";
}

static void check_text(struct policy *p, const char *source, size_t length)
{
    const char *zero = memchr(source, '\0', length);
    unsigned line = 1;
    if (zero == NULL && !is_marked(source, length))
        return;
    for (const char *at = source; zero != NULL && at < zero; at++)
        line += *at == '\n';
    policy_refuse(p, line, "the file", 8, no_text(source, length));
}

struct policy policy_read(const char *source, size_t length, bool cplusplus)
{
    struct policy p = {0};
    check_text(&p, source, length);
    if (p.refused)
        return p;
    struct spliced s = {source, source + length, 1, 0, cplusplus};
    char line[512];
    unsigned number;
    if (length >= 3 && memcmp(source, "\357\273\277", 3) == 0)
        s.at += 3; /* a byte order mark */
    while (next_line(&s, line, sizeof line, &number)) {
        const char *at = line + strspn(line, " \t\f\v");
        if (*at == '#')
            check_directive(&p, at + 1, number);
        else if (strncmp(at, "%:", 2) == 0)
            check_directive(&p, at + 2, number);
    }
    if (s.raw_line > 0) /* this reader, and others, would lose their place */
        policy_refuse(&p, s.raw_line, "R\"...\"", 6,
                      "is not allowed: write an ordinary string");
    return p;
}
