/* sanitizer.c - see sanitizer.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sanitizer.h"

static const char *const words[SANITIZER_TOOLS] = {
    [SANITIZER_MEMCHECK] = "memcheck",
    [SANITIZER_RACECHECK] = "racecheck",
    [SANITIZER_INITCHECK] = "initcheck",
    [SANITIZER_SYNCCHECK] = "synccheck",
};

const char *sanitizer_word(enum sanitizer_tool tool)
{
    return words[tool];
}

/* How a finding begins, and what it is called by the emulator. In a race the
 * accesses stand in the same lines. */
static const struct {
    const char *start, *kind, *verb;
    bool warning;
} heads[] = {
    {"Invalid __global__ read", "out-of-bounds", "reads", false},
    {"Invalid __global__ write", "out-of-bounds", "writes", false},
    {"Invalid __global__ atomic", "out-of-bounds", "atomically changes", false},
    {"Invalid __shared__ read", "out-of-bounds", "reads", false},
    {"Invalid __shared__ write", "out-of-bounds", "writes", false},
    {"Invalid __shared__ atomic", "out-of-bounds", "atomically changes", false},
    {"Invalid __local__ read", "out-of-bounds", "reads", false},
    {"Invalid __local__ write", "out-of-bounds", "writes", false},
    {"Invalid __constant__ read", "out-of-bounds", "reads", false},
    {"Invalid", "out-of-bounds", "reaches", false},
    {"Uninitialized __global__ memory read", "uninitialised-read", "reads",
     false},
    {"Uninitialized", "uninitialised-read", "reads", false},
    {"Barrier error detected. Divergent thread(s) in warp", "warp-divergence",
     "waits", false},
    {"Barrier error detected. Invalid arguments", "warp-mask", "waits", false},
    {"Barrier error detected", "barrier-divergence", "waits", false},
    {"Error: Race reported between", "race", "", false},
    {"Warning: Race reported between", "race", "", true},
    {"Race reported between", "race", "", false},
    {"Error: Potential", "race", "", false},
    {"Warning: Potential", "race", "", true},
    {"Leaked", "leak", "", false},
    {"Stack overflow", "stack-overflow", "overflows", false},
    {"Malloc/Free Error", "bad-free", "frees", false},
};
enum { HEADS = sizeof heads / sizeof *heads };

/* What the tool says of itself or of the program's end. */
static const char *const troubles[] = {
    "Internal Sanitizer Error",
    "Internal Error",
    "Error: process didn't terminate successfully",
    "Target application returned an error",
    "Target application terminated before first instrumented API call",
    "Error: No attachable process found",
    "Error: Failed",
    "Error: Could not",
    "Error: Unable",
    "Error: Device not supported",
    "No CUDA-capable device",
    "Device not supported",
    "Unsupported",
};
enum { TROUBLES = sizeof troubles / sizeof *troubles };

struct reader {
    const char *file;
    struct sanitizer_report *to;
    struct sanitizer_finding now; /* under construction; kind NULL: none */
    const char *verb;
    char thread[64], what[48]; /* "thread (0,0,0) of block (1,0,0)", size */
    char place[64];            /* "cover.cu:12" */
};

static bool begins(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

/* Copies as much of a text as fits. */
static void keep(char *to, size_t room, const char *from, size_t length)
{
    size_t n = length < room ? length : room - 1;
    memcpy(to, from, n);
    to[n] = '\0';
}

static void add_line(struct sanitizer_finding *f, const char *text)
{
    if (f->nlines < SANITIZER_LINES)
        keep(f->line[f->nlines++], SANITIZER_TEXT, text, strlen(text));
}

/* Where the learner's file is named in a line: "cover.cu:12". False if another
 * file is, or none. */
static bool find_place(const struct reader *r, const char *line, char *to,
                       size_t room, unsigned *number)
{
    size_t length = strlen(r->file);
    for (const char *at = line; (at = strstr(at, r->file)) != NULL; at++) {
        bool whole = at == line || at[-1] == '/' || at[-1] == ' ';
        if (!whole || at[length] != ':')
            continue;
        unsigned long n = strtoul(at + length + 1, NULL, 10);
        if (n == 0 || n > 1000000)
            continue;
        *number = (unsigned)n;
        snprintf(to, room, "%s:%lu", r->file, n);
        return true;
    }
    return false;
}

static void note_place(struct reader *r, const char *line)
{
    unsigned number;
    if (r->place[0] == '\0' &&
        find_place(r, line, r->place, sizeof r->place, &number) &&
        r->now.place == 0)
        r->now.place = number;
}

/* "... of size 4 bytes" */
static void note_size(struct reader *r, const char *line)
{
    const char *at = strstr(line, " of size ");
    char *end;
    if (at == NULL)
        return;
    unsigned long size = strtoul(at + 9, &end, 10);
    if (end != at + 9)
        snprintf(r->what, sizeof r->what, " (%lu byte%s)", size,
                 size == 1 ? "" : "s");
}

/* "by thread (3,0,0) in block (1,0,0)" */
static void note_thread(struct reader *r, const char *line)
{
    int t[3], b[3];
    if (r->thread[0] == '\0' &&
        sscanf(line, "by thread (%d,%d,%d) in block (%d,%d,%d)", &t[0], &t[1],
               &t[2], &b[0], &b[1], &b[2]) == 6)
        snprintf(r->thread, sizeof r->thread,
                 "thread (%d,%d,%d) of block (%d,%d,%d)", t[0], t[1], t[2],
                 b[0], b[1], b[2]);
}

/* "Write access at kernel()+0x90 in a.cu:9 [508 hazards]", also in the line of
 * the head; "Write Thread (1,0,0) at ...", as of single hazards. */
static void note_access(struct reader *r, const char *line)
{
    static const char *const kinds[][2] = {
        {"Write", "write"}, {"Read", "read"}, {"Atomic", "atomic access"}};
    char place[64] = "a place that is not in your file";
    char text[SANITIZER_TEXT];
    unsigned number;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *at = strstr(line, kinds[i][0]);
        if (at == NULL || (strstr(at, " access at ") == NULL &&
                           strstr(at, " Thread (") == NULL))
            continue;
        if (find_place(r, at, place, sizeof place, &number) &&
            r->now.place == 0)
            r->now.place = number;
        snprintf(text, sizeof text, "%s at %s", kinds[i][1], place);
        add_line(&r->now, text);
        return;
    }
}

/* Another word fits where the rest of the report says more. */
static void note_detail(struct reader *r, const char *line)
{
    if (strcmp(r->now.kind, "out-of-bounds") != 0)
        return;
    if (strstr(line, "is misaligned") != NULL)
        r->now.kind = "misaligned";
    else if (strstr(line, "freed") != NULL)
        r->now.kind = "use-after-free";
}

static void put_together(struct reader *r)
{
    char text[SANITIZER_TEXT];
    if (strcmp(r->now.kind, "race") == 0 || r->verb[0] == '\0')
        return;
    snprintf(text, sizeof text, "%s %s at %s%s",
             r->thread[0] == '\0' ? "a thread" : r->thread, r->verb,
             r->place[0] == '\0' ? "a place that is not in your file"
                                 : r->place,
             r->what);
    add_line(&r->now, text);
}

/* The same at the same place is told once. */
static bool is_known(const struct reader *r)
{
    for (size_t i = 0; i < r->to->count; i++) {
        const struct sanitizer_finding *f = &r->to->finding[i];
        if (strcmp(f->kind, r->now.kind) == 0 && f->place == r->now.place &&
            f->warning == r->now.warning)
            return true;
    }
    return false;
}

static void finish(struct reader *r)
{
    if (r->now.kind == NULL)
        return;
    put_together(r);
    if (!is_known(r) && r->to->count < SANITIZER_FINDINGS)
        r->to->finding[r->to->count++] = r->now;
    r->now.kind = NULL;
}

static bool start(struct reader *r, const char *line)
{
    for (size_t i = 0; i < HEADS; i++) {
        if (!begins(line, heads[i].start))
            continue;
        finish(r);
        r->now = (struct sanitizer_finding){.kind = heads[i].kind,
                                            .warning = heads[i].warning};
        r->verb = heads[i].verb;
        r->thread[0] = r->what[0] = r->place[0] = '\0';
        note_size(r, line);
        if (strcmp(r->now.kind, "race") == 0)
            note_access(r, line);
        return true;
    }
    return false;
}

static void note_trouble(struct reader *r, const char *line)
{
    for (size_t i = 0; i < TROUBLES && r->to->trouble[0] == '\0'; i++)
        if (begins(line, troubles[i]))
            keep(r->to->trouble, sizeof r->to->trouble, line, strlen(line));
}

/* "ERROR SUMMARY: 2 errors", "RACECHECK SUMMARY: 1 hazard displayed (1 error,
 * 0 warnings)"; the first one counts, what follows is about printing. */
static void read_summary(struct reader *r, const char *line)
{
    unsigned long n, errors;
    const char *at = strstr(line, "SUMMARY: ");
    if (at == NULL || r->to->ended || strstr(line, "LEAK") != NULL)
        return;
    at += strlen("SUMMARY: ");
    bool race = begins(line, "RACECHECK");
    if (race &&
        sscanf(at, "%lu hazard%*[s] displayed (%lu error", &n, &errors) != 2 &&
        sscanf(at, "%lu hazard displayed (%lu error", &n, &errors) != 2)
        return;
    if (!race && sscanf(at, "%lu error", &errors) != 1)
        return;
    finish(r);
    r->to->ended = true;
    r->to->errors = errors;
}

/* Lines that belong to a finding are indented. */
static bool belongs(const char *text, size_t indent)
{
    return indent > 1 || begins(text, "and ") || begins(text, "at ") ||
           begins(text, "by thread");
}

static void read_line(struct reader *r, const char *line)
{
    size_t indent = strspn(line, " ");
    const char *text = line + indent;
    if (!belongs(text, indent)) {
        if (!start(r, text)) {
            note_trouble(r, text);
            read_summary(r, text);
        }
    } else if (r->now.kind != NULL) {
        if (strcmp(r->now.kind, "race") == 0)
            note_access(r, text);
        note_thread(r, text);
        if (!begins(text, "Host Frame") && !begins(text, "in /"))
            note_place(r, text);
        note_detail(r, text);
    }
}

void sanitizer_parse(const char *text, size_t length, const char *file,
                     struct sanitizer_report *report)
{
    static const char prefix[] = "=========";
    struct reader r = {.file = file, .to = report};
    char line[1024];
    *report = (struct sanitizer_report){.ran = true};
    for (size_t at = 0; at < length;) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t n = end == NULL ? length - at : (size_t)(end - text) - at;
        keep(line, sizeof line, text + at, n);
        if (begins(line, prefix))
            read_line(&r, line + strlen(prefix));
        at += n + 1;
    }
    finish(&r);
}

bool sanitizer_clean(const struct sanitizer_report *r)
{
    return r->ran && r->ended && r->errors == 0 && r->trouble[0] == '\0' &&
           sanitizer_first(r) == NULL;
}

const struct sanitizer_finding *
sanitizer_first(const struct sanitizer_report *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!r->finding[i].warning && r->finding[i].place != 0)
            return &r->finding[i];
    return NULL;
}
