/* blind.c - see blind.h */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "blind.h"

static const struct {
    const char *word;
    bool prefix;
} words[] = {
    {"_Atomic", false},      {"stdatomic", false}, {"atomic_", true},
    {"__atomic_", true},     {"__sync_", true},    {"__c11_atomic_", true},
    {"pthread_once", false}, {"call_once", false}, {"asm", false},
    {"__asm", true},
};

static bool is_blind(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t want = strlen(words[i].word);
        if (length >= want && (length == want || words[i].prefix) &&
            strncmp(word, words[i].word, want) == 0)
            return true;
    }
    return false;
}

/* End of the comment or literal that begins at the text, else the text. */
static const char *skip_quiet(const char *text, const char *end)
{
    char quote = *text;
    const char *close;

    if (end - text > 1 && strncmp(text, "/*", 2) == 0) {
        close = memmem(text + 2, (size_t)(end - text - 2), "*/", 2);
        return close ? close + 2 : end;
    }
    if (end - text > 1 && strncmp(text, "//", 2) == 0)
        quote = '\n';
    else if (quote != '"' && quote != '\'')
        return text;
    for (text++; text < end && *text != quote; text++) {
        if (*text == '\\' && text + 1 < end)
            text++;
        else if (*text == '\n')
            return text; /* a literal that is never closed */
    }
    return text < end && quote != '\n' ? text + 1 : text;
}

static unsigned count_lines(const char *from, const char *to)
{
    unsigned lines = 0;

    for (; from < to; from++)
        lines += *from == '\n';
    return lines;
}

static size_t word_length(const char *text, const char *end)
{
    const char *at = text;
    while (at < end && (isalnum((unsigned char)*at) || *at == '_'))
        at++;
    return (size_t)(at - text);
}

struct blind blind_find(const char *source, size_t length)
{
    const char *end = source + length;
    struct blind blind = {.line = 1};
    while (source < end) {
        const char *next = skip_quiet(source, end);
        size_t word = next == source ? word_length(source, end) : 0;
        if (word > 0 && is_blind(source, word)) {
            snprintf(blind.word, sizeof blind.word, "%.*s", (int)word, source);
            return blind;
        }
        next += word > 0 ? word : next == source;
        blind.line += count_lines(source, next);
        source = next;
    }
    return (struct blind){.line = 0};
}
