#include "translate_token.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static const char *skip_quoted(const char *at, char quote)
{
    for (at++; *at && *at != quote && *at != '\n'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at == quote ? at + 1 : at;
}

/* R"x(...)x" */
static const char *skip_raw(const char *at)
{
    char close[32] = ")";
    const char *open = strchr(at + 2, '(');
    size_t length = open ? (size_t)(open - at - 2) : sizeof close;
    if (length + 3 > sizeof close)
        return at + 2;
    memcpy(close + 1, at + 2, length);
    memcpy(close + 1 + length, "\"", 2);
    const char *end = strstr(open, close);
    return end ? end + strlen(close) : at + strlen(at);
}

const char *token_skip(const char *at)
{
    if (at[0] == '/' && at[1] == '/') {
        while (*at && *at != '\n')
            at++;
        return at;
    }
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        return end ? end + 2 : at + strlen(at);
    }
    if (at[0] == 'R' && at[1] == '"')
        return skip_raw(at);
    return *at == '"' || *at == '\'' ? skip_quoted(at, *at) : at;
}

const char *token_space(const char *at)
{
    for (;;) {
        while (isspace((unsigned char)*at))
            at++;
        if (at[0] != '/' || (at[1] != '/' && at[1] != '*'))
            return at;
        at = token_skip(at);
    }
}

const char *token_word(const char *at)
{
    if (isdigit((unsigned char)*at))
        return at;
    while (is_word(*at))
        at++;
    return at;
}

bool token_is(const char *at, const char *end, const char *word)
{
    return (size_t)(end - at) == strlen(word) &&
           !memcmp(at, word, (size_t)(end - at));
}

const char *token_until(const char *at, const char *stops)
{
    int depth = 0;
    while (*at) {
        const char *past = token_skip(at);
        if (past != at) {
            at = past;
            continue;
        }
        if (depth == 0 && strchr(stops, *at))
            return at;
        if (strchr("([{", *at))
            depth++;
        if (strchr(")]}", *at))
            depth--;
        at++;
    }
    return at;
}

static const char *space_before(const char *start, const char *at)
{
    while (at > start && isspace((unsigned char)at[-1]))
        at--;
    return at;
}

static const char *bracket_before(const char *start, const char *at, char open,
                                  char close)
{
    int depth = 0;
    while (at > start) {
        at--;
        depth += *at == close;
        depth -= *at == open;
        if (depth == 0)
            break;
    }
    return at;
}

const char *token_name_before(const char *start, const char *at)
{
    at = space_before(start, at);
    for (;;) {
        if (at > start && at[-1] == '>' && (at - 1 == start || at[-2] != '-'))
            at = bracket_before(start, at, '<', '>');
        else if (at > start && at[-1] == ']')
            at = bracket_before(start, at, '[', ']');
        else if (at > start && at[-1] == ')')
            return bracket_before(start, at, '(', ')');
        at = space_before(start, at);
        const char *word = at;
        while (at > start && is_word(at[-1]))
            at--;
        if (word == at)
            return at;
        const char *before = space_before(start, at);
        if (before - start >= 2 && !memcmp(before - 2, "::", 2))
            at = space_before(start, before - 2);
        else if (before - start >= 2 && !memcmp(before - 2, "->", 2))
            at = space_before(start, before - 2);
        else if (before > start && before[-1] == '.')
            at = space_before(start, before - 1);
        else
            return at;
        if (at == start || (!is_word(at[-1]) && at[-1] != '>'))
            return at;
    }
}

const char *token_directive_end(const char *at)
{
    while (*at && *at != '\n') {
        if (at[0] == '\\' && at[1] == '\n')
            at++;
        else if (at[0] == '/' && at[1] == '*')
            at = token_skip(at) - 1;
        at++;
    }
    return at;
}

/* Of a backslash and the newline behind it at `at`; 0 if that is not there. */
static size_t splice_length(const char *at)
{
    return at[0] != '\\'                    ? 0
           : at[1] == '\n'                  ? 2
           : at[1] == '\r' && at[2] == '\n' ? 3
                                            : 0;
}

/* The newlines that go follow the joined line. */
static void lines_join(char *text)
{
    bool fresh = true, directive = false;
    size_t held = 0;
    char *to = text;
    for (const char *at = text; *at; at++) {
        size_t splice = splice_length(at);
        if (splice && !directive) {
            held++;
            at += splice - 1;
            continue;
        }
        directive |= fresh && *at == '#';
        fresh = fresh && isspace((unsigned char)*at);
        *to++ = *at;
        if (splice) {
            memmove(to, at + 1, splice - 1);
            to += splice - 1;
            at += splice - 1;
        } else if (*at == '\n') {
            fresh = true;
            directive = false;
            for (; held; held--)
                *to++ = '\n';
        }
    }
    *to = '\0';
}

/* 1'000 is 1000 and a blank: a quote that closes nothing is in nobody's way. */
static void separators_leave(char *text)
{
    for (char *at = text; *at; at++) {
        const char *past = token_skip(at);
        if (past != at) {
            at = text + (past - text) - 1;
            continue;
        }
        if (!isdigit((unsigned char)*at) || (at > text && is_word(at[-1])))
            continue;
        char *to = at;
        for (; is_word(*at) || (*at == '\'' && is_word(at[1])); at++)
            if (*at != '\'')
                *to++ = *at;
        memset(to, ' ', (size_t)(at - to));
        at--;
    }
}

static void digraphs_spell(char *text)
{
    static const char digraphs[][3] = {"<%", "%>", "<:", ":>"};
    for (char *at = text; *at; at++) {
        const char *past = token_skip(at);
        if (past != at) {
            at = text + (past - text) - 1;
            continue;
        }
        for (int i = 0; i < 4; i++)
            /* a<::b> has none, says C++ */
            if (!memcmp(at, digraphs[i], 2) &&
                (i != 2 || at[2] != ':' || strchr(":>", at[3]))) {
                at[0] = "{}[]"[i];
                at[1] = ' ';
            }
    }
}

void token_spell(char *text)
{
    /* raw strings keep their lines */
    if (!strstr(text, "R\""))
        lines_join(text);
    separators_leave(text);
    digraphs_spell(text);
}
