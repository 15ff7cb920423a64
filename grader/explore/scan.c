#include "scan.h"

#include <ctype.h>
#include <string.h>

static const struct {
    const char *word, *what;
} scan_words[] = {
    {"asm", "inline assembly"},
    {"__asm", "inline assembly"},
    {"__asm__", "inline assembly"},
    {"no_sanitize", "code kept out of the instrumentation"},
    {"no_sanitize_thread", "code kept out of the instrumentation"},
    {"__no_sanitize__", "code kept out of the instrumentation"},
    {"__no_sanitize_thread__", "code kept out of the instrumentation"},
    {"disable_sanitizer_instrumentation",
     "code kept out of the instrumentation"},
};

struct scan {
    const char *at, *end;
    unsigned line;
};

static void scan_step(struct scan *scan)
{
    scan->line += *scan->at++ == '\n';
}

static bool scan_starts(const struct scan *scan, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(scan->end - scan->at) >= length &&
           !memcmp(scan->at, text, length);
}

static void scan_past(struct scan *scan, const char *text)
{
    while (scan->at < scan->end && !scan_starts(scan, text))
        scan_step(scan);
    for (size_t i = 0; i < strlen(text) && scan->at < scan->end; i++)
        scan_step(scan);
}

static void scan_past_quote(struct scan *scan)
{
    char quote = *scan->at;
    scan_step(scan);
    while (scan->at < scan->end && *scan->at != quote) {
        if (*scan->at == '\\' && scan->at + 1 < scan->end)
            scan_step(scan);
        scan_step(scan);
    }
    if (scan->at < scan->end)
        scan_step(scan);
}

static bool scan_is_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* An empty template is only a barrier for the compiler, and does no harm. */
static bool scan_is_barrier(struct scan scan)
{
    while (scan.at < scan.end && *scan.at != '"' && *scan.at != ';')
        scan_step(&scan);
    return scan_starts(&scan, "\"\"");
}

static const char *scan_word(struct scan *scan)
{
    const char *start = scan->at;
    while (scan->at < scan->end && scan_is_word(*scan->at))
        scan_step(scan);
    size_t length = (size_t)(scan->at - start);
    for (size_t i = 0; i < sizeof scan_words / sizeof *scan_words; i++) {
        const char *word = scan_words[i].word;
        if (strlen(word) == length && !memcmp(word, start, length) &&
            !(strstr(word, "asm") && scan_is_barrier(*scan)))
            return scan_words[i].what;
    }
    return NULL;
}

struct scan_result scan_source(const char *text, size_t length)
{
    struct scan scan = {text, text + length, 1};
    while (scan.at < scan.end) {
        if (scan_starts(&scan, "//")) {
            scan_past(&scan, "\n");
        } else if (scan_starts(&scan, "/*")) {
            scan_past(&scan, "*/");
        } else if (*scan.at == '"' || *scan.at == '\'') {
            scan_past_quote(&scan);
        } else if (scan_is_word(*scan.at)) {
            unsigned line = scan.line;
            const char *what = scan_word(&scan);
            if (what)
                return (struct scan_result){what, line};
        } else {
            scan_step(&scan);
        }
    }
    return (struct scan_result){NULL, 0};
}

/* Past white space and line ends that are escaped. */
static const char *scan_blank(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\\' ||
                        (*at == '\n' && at[-1] == '\\')))
        at++;
    return at;
}

static const char *scan_token(const char *at, const char *end,
                              const char *token)
{
    size_t length = strlen(token);
    at = scan_blank(at, end);
    return (size_t)(end - at) >= length && !memcmp(at, token, length)
               ? at + length
               : NULL;
}

bool scan_has_openmp(const char *text, size_t length)
{
    static const char *const tokens[] = {"#", "pragma", "omp"};
    const char *end = text + length;
    for (const char *line = text; line < end;) {
        const char *at = line;
        for (size_t i = 0; at && i < 3; i++)
            at = scan_token(at, end, tokens[i]);
        if (at)
            return true;
        line = memchr(line, '\n', (size_t)(end - line));
        line = line ? line + 1 : end;
    }
    return false;
}
