#include "tsan.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"

/*
 * How it works
 *
 * The log is read line by line. A line "WARNING: ThreadSanitizer: kind" or
 * "ERROR: ThreadSanitizer: signal" opens a report, a SUMMARY line closes it.
 * In between, every heading ("Previous write of size 8 ...", "Location is
 * ...", "Mutex M0 created at:") says to which stack the numbered frames under
 * it belong; `stack` points there. Frames under a heading that is of no use
 * go nowhere. Headings are a table of a prefix and a function.
 */

enum { LINE_ROOM = 1024 };

struct reader {
    struct findings *findings;
    struct tool_state *state;
    struct finding *finding; /* the open report, or NULL */
    struct stack *stack;     /* where frames go, or NULL */
    unsigned long address;   /* of the access of the open report */
    bool broken;             /* a report was not closed */
};

/* A way through one line. */

/* Steps over the text if the line continues with it. */
static bool skip(const char **line, const char *text)
{
    size_t length = strlen(text);

    if (strncmp(*line, text, length) != 0)
        return false;
    *line += length;
    return true;
}

static unsigned long number(const char **line, int base)
{
    char *end;
    unsigned long value;

    if (!strchr("0123456789abcdef", **line) || !**line)
        return 0;
    value = strtoul(*line, &end, base);
    *line = end;
    return value;
}

/* "main thread", "thread T2" or "T2" */
static int thread_number(const char *line)
{
    if (skip(&line, "main thread"))
        return 0;
    skip(&line, "thread ");
    if (!skip(&line, "T") || *line < '0' || *line > '9')
        return THREAD_UNKNOWN;
    return (int)(number(&line, 10) & 0xfffffff);
}

static void keep(char *to, size_t room, const char *from, const char *end)
{
    finding_keep(to, room, from, (size_t)(end - from));
}

/* Frames */

/* The last "(module+0x12)" of the line, which ends the names; else its end. */
static const char *read_module(const char *line, struct frame *frame)
{
    const char *names_end = line + strlen(line);
    const char *from = line;

    while (text_past(&from, "(")) {
        const char *plus = strstr(from, "+0x");
        const char *close = strchr(from, ')');
        const char *slash;

        if (!plus || !close || plus > close)
            continue;
        names_end = from - 1;
        slash = memrchr(from, '/', (size_t)(plus - from));
        keep(frame->module, sizeof frame->module, slash ? slash + 1 : from,
             plus);
        frame->offset = strtoul(plus + 3, NULL, 16);
    }
    return names_end;
}

/* End of a function's name: the first blank outside of brackets. */
static const char *function_end(const char *from, const char *end)
{
    int depth = 0;

    while (from < end && (*from != ' ' || depth > 0)) {
        depth += (*from == '(') - (*from == ')');
        from++;
    }
    return from;
}

/* Takes ":12" from the end of the text; 0 if there is none. */
static unsigned take_number(const char *from, const char **end)
{
    const char *digits = *end;

    while (digits > from && digits[-1] >= '0' && digits[-1] <= '9')
        digits--;
    if (digits == *end || digits <= from || digits[-1] != ':')
        return 0;
    *end = digits - 1;
    return (unsigned)strtoul(digits, NULL, 10);
}

/* Reads "file:line", "file:line:column" or "file". */
static void read_file(const char *from, const char *end, struct frame *frame)
{
    unsigned last = take_number(from, &end);
    unsigned before = last ? take_number(from, &end) : 0;
    size_t length = (size_t)(end - from);

    frame->line = before ? before : last;
    if (length >= sizeof frame->file)
        from = end - (sizeof frame->file - 1);
    keep(frame->file, sizeof frame->file, from, end);
}

/* "#0 function file:12:3 (module+0x12)", behind the "#0 " */
static void read_frame(const char *line, struct frame *frame)
{
    const char *end = read_module(line, frame);
    const char *stop = function_end(line, end);

    if (strncmp(line, "<null>", 6) != 0)
        keep(frame->function, sizeof frame->function, line, stop);
    while (stop < end && *stop == ' ')
        stop++;
    while (end > stop && end[-1] == ' ')
        end--;
    if (strncmp(stop, "<null>", 6) != 0)
        read_file(stop, end, frame);
}

/* Headings: each is called with the rest of the line behind its prefix. */

/* "write M0, read M1):" */
static void read_held(struct finding *finding, struct access *access,
                      const char *line)
{
    while (*line && *line != ')') {
        bool shared = skip(&line, "read ");
        size_t length;
        char name[16];
        int index;

        skip(&line, "write ");
        length = strcspn(line, ",)");
        finding_keep(name, sizeof name, line, length);
        index = finding_lock(finding, name);
        if (index >= 0) {
            access->held |= 1u << index;
            access->shared |= (unsigned)shared << index;
        }
        line += length;
        line += strspn(line, ", ");
    }
}

static struct access *next_access(struct reader *reader)
{
    struct finding *finding = reader->finding;
    struct access *access;

    reader->stack = NULL;
    if (finding->accesses == 2)
        return NULL;
    access = &finding->access[finding->accesses++];
    reader->stack = &access->stack;
    return access;
}

/* "8 at 0x7b08 by thread T2 (mutexes: write M0):" */
static void on_access(struct reader *reader, const char *line,
                      enum access_verb verb, bool atomic)
{
    struct access *access = next_access(reader);

    if (!access)
        return;
    access->verb = verb;
    access->atomic = atomic;
    access->locks_known = true;
    access->size = (unsigned)number(&line, 10);
    if (skip(&line, " at 0x"))
        reader->address = number(&line, 16);
    if (skip(&line, " by "))
        access->thread = thread_number(line);
    if (text_past(&line, " (mutexes: "))
        read_held(reader->finding, access, line);
}

static void on_read(struct reader *reader, const char *line)
{
    on_access(reader, line, ACCESS_READS, false);
}

static void on_write(struct reader *reader, const char *line)
{
    on_access(reader, line, ACCESS_WRITES, false);
}

static void on_atomic_read(struct reader *reader, const char *line)
{
    on_access(reader, line, ACCESS_READS, true);
}

static void on_atomic_write(struct reader *reader, const char *line)
{
    on_access(reader, line, ACCESS_WRITES, true);
}

/* clang puts the function's name before that of a static local. */
static void read_name(struct memory *memory, const char *from, const char *end)
{
    const char *dot;

    memory_name(memory, from, (size_t)(end - from));
    dot = strrchr(memory->name, '.');
    if (dot)
        memmove(memory->name, dot + 1, strlen(dot));
}

/* "'hits' of size 8 at 0x5600 (worker+0x4050)" */
static void on_global(struct reader *reader, const char *line)
{
    struct memory *memory = &reader->finding->memory;
    const char *end = strchr(line, '\'');
    unsigned long base = 0;

    memory->kind = MEMORY_GLOBAL;
    read_module(line, &memory->definition);
    if (strcmp(memory->definition.module, "[stack]") == 0) {
        *memory = (struct memory){.kind = MEMORY_STACK};
        return;
    }
    if (!end)
        return;
    if (strncmp(line, "<null>", 6) != 0 && strncmp(line, "??", 2) != 0)
        read_name(memory, line, end);
    line = end + 1;
    if (skip(&line, " of size "))
        memory->size = number(&line, 10);
    if (memory->size && skip(&line, " at 0x"))
        base = number(&line, 16);
    if (base && reader->address - base < memory->size)
        memory->offset = reader->address - base;
}

/* "96 at 0x7b18 allocated by main thread:" */
static void on_heap(struct reader *reader, const char *line)
{
    struct memory *memory = &reader->finding->memory;
    unsigned long base = 0;

    memory->kind = MEMORY_HEAP;
    memory->size = number(&line, 10);
    if (skip(&line, " at 0x"))
        base = number(&line, 16);
    if (base && reader->address - base < memory->size)
        memory->offset = reader->address - base;
    reader->stack = &memory->allocated;
}

static void on_stack(struct reader *reader, const char *line)
{
    reader->finding->memory.kind = MEMORY_STACK;
    reader->finding->memory.thread = thread_number(line);
}

static void on_thread_local(struct reader *reader, const char *line)
{
    reader->finding->memory.kind = MEMORY_THREAD_LOCAL;
    reader->finding->memory.thread = thread_number(line);
}

static void on_descriptor(struct reader *reader, const char *line)
{
    (void)line;
    reader->finding->memory.kind = MEMORY_DESCRIPTOR;
}

/* Name of a mutex and the lock it stands for; -1 if there are too many. */
static int mutex_index(struct reader *reader, const char *line)
{
    char name[16];

    finding_keep(name, sizeof name, line, strcspn(line, " "));
    return finding_lock(reader->finding, name);
}

/* "M1 acquired here while holding mutex M0 in thread T1:" */
static void on_acquired(struct reader *reader, int takes, const char *line)
{
    struct access *access = next_access(reader);
    int holds = mutex_index(reader, line);

    if (!access)
        return;
    access->verb = ACCESS_LOCKS;
    access->takes = takes;
    access->locks_known = true;
    access->held = holds >= 0 ? 1u << holds : 0;
    if (text_past(&line, " in "))
        access->thread = thread_number(line);
}

/* "M0 (0x7b18) created at:", or what on_acquired() reads */
static void on_mutex(struct reader *reader, const char *line)
{
    int index = mutex_index(reader, line);

    if (text_past(&line, " acquired here while holding mutex "))
        on_acquired(reader, index, line);
    else if (index >= 0 && strstr(line, " created at:"))
        reader->stack = &reader->finding->lock[index].created;
}

/* "T2 'name' (tid=4711, running) created by main thread at:" */
static void on_thread(struct reader *reader, const char *line)
{
    struct finding *finding = reader->finding;
    int thread = thread_number(line);

    if (finding->kind == FINDING_LEAKED_THREAD) {
        struct access *access = next_access(reader);

        if (access) {
            access->verb = ACCESS_STARTS;
            access->thread =
                text_past(&line, ") created by ") ? thread_number(line) : 0;
        }
        return;
    }
    for (unsigned i = 0; i < finding->accesses; i++)
        if (finding->access[i].thread == thread) {
            reader->stack = &finding->access[i].created;
            reader->stack->count = 0;
            return;
        }
}

/* "1 more similar thread leaks." */
static void on_more(struct reader *reader, const char *line)
{
    reader->finding->count += (unsigned)number(&line, 10) & 0xffffff;
}

/* "and:", the second stack of a misused mutex */
static void on_and(struct reader *reader, const char *line)
{
    struct access *access = next_access(reader);

    (void)line;
    if (access)
        access->verb = ACCESS_CALLS;
}

static const struct heading {
    const char *prefix;
    void (*read)(struct reader *reader, const char *line);
} headings[] = {
    {"Read of size ", on_read},
    {"Write of size ", on_write},
    {"Previous read of size ", on_read},
    {"Previous write of size ", on_write},
    {"Atomic read of size ", on_atomic_read},
    {"Atomic write of size ", on_atomic_write},
    {"Previous atomic read of size ", on_atomic_read},
    {"Previous atomic write of size ", on_atomic_write},
    {"Location is global '", on_global},
    {"Location is heap block of size ", on_heap},
    {"Location is stack of ", on_stack},
    {"Location is TLS of ", on_thread_local},
    {"Location is file descriptor ", on_descriptor},
    {"Mutex ", on_mutex},
    {"Thread ", on_thread},
    {"And ", on_more},
    {"and:", on_and},
};

/* Reports */

/* First words of a report. With a verb, its first frames need no heading. */
static const struct report {
    const char *title;
    enum finding_kind kind;
    bool bare; /* the stack follows at once */
    enum access_verb verb;
} reports[] = {
    {"data race", FINDING_RACE, false, ACCESS_CALLS},
    {"race on external object", FINDING_RACE, false, ACCESS_CALLS},
    {"heap-use-after-free", FINDING_USE_AFTER_FREE, false, ACCESS_CALLS},
    {"lock-order-inversion", FINDING_LOCK_ORDER, false, ACCESS_CALLS},
    {"unlock of an unlocked mutex", FINDING_BAD_UNLOCK, true, ACCESS_UNLOCKS},
    {"read unlock of a write locked", FINDING_BAD_UNLOCK, true, ACCESS_UNLOCKS},
    {"double lock of a mutex", FINDING_MISUSE, true, ACCESS_LOCKS},
    {"read lock of a write locked", FINDING_MISUSE, true, ACCESS_LOCKS},
    {"thread leak", FINDING_LEAKED_THREAD, false, ACCESS_STARTS},
    {"", FINDING_MISUSE, true, ACCESS_CALLS},
};

/* Words of the tool about itself: it gave up, so its silence means nothing. */
static const char *const failures[] = {
    "FATAL: ThreadSanitizer",
    "ThreadSanitizer: CHECK failed",
    "ThreadSanitizer CHECK failed",
    "ThreadSanitizer failed to ",
    "ThreadSanitizer: failed to ",
    "ThreadSanitizer: out of memory",
    "ThreadSanitizer: out-of-memory",
    "ThreadSanitizer: starting new threads after multi-threaded fork",
    "ThreadSanitizer: Thread limit",
    "ThreadSanitizer: nested bug",
};

static void close_report(struct reader *reader)
{
    struct finding *finding = reader->finding;
    struct access *access;

    reader->stack = NULL;
    reader->finding = NULL;
    if (!finding)
        return;
    if (finding->accesses == 0) {
        reader->broken = true;
        findings_drop_last(reader->findings);
        return;
    }
    access = finding->access;
    if (access[1].thread == access[0].thread && !access[1].created.count)
        access[1].created = access[0].created;
}

/* "data race (pid=4242)" */
static void open_report(struct reader *reader, const char *line)
{
    const struct report *report = reports;
    struct finding *finding = findings_add(reader->findings, FINDING_TSAN);
    const char *end = strstr(line, " (pid=");

    reader->finding = finding;
    reader->address = 0;
    if (!finding)
        return;
    while (strncmp(line, report->title, strlen(report->title)) != 0)
        report++;
    finding->kind = report->kind;
    keep(finding->what, sizeof finding->what, line,
         end ? end : line + strlen(line));
    if (report->bare)
        next_access(reader)->verb = report->verb;
}

/* "SEGV on unknown address 0x000000000000 (pc 0x5500 ...)" */
static void open_crash(struct reader *reader, const char *line)
{
    struct finding *finding = findings_add(reader->findings, FINDING_TSAN);
    const char *end = strstr(line, " (pc ");

    reader->finding = finding;
    if (!finding)
        return;
    finding->kind = FINDING_CRASH;
    keep(finding->what, sizeof finding->what, line,
         end ? end : line + strlen(line));
    next_access(reader)->verb = ACCESS_CRASHES;
}

/* Whether the tool speaks of its own failure; the first one is kept. */
static bool read_failure(struct reader *reader, const char *line)
{
    struct tool_state *state = reader->state;

    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        if (strncmp(line, failures[i], strlen(failures[i])) != 0)
            continue;
        if (!state->failure[0])
            finding_keep(state->failure, sizeof state->failure, line,
                         strlen(line));
        return true;
    }
    return false;
}

static void read_heading(struct reader *reader, const char *line)
{
    reader->stack = NULL;
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (skip(&line, headings[i].prefix)) {
            headings[i].read(reader, line);
            return;
        }
}

/* "#3 function file:12 (module+0x1)", in the stack under its heading */
static void push_frame(struct reader *reader, const char *line)
{
    struct frame *frame = reader->stack ? stack_push(reader->stack) : NULL;

    line++;
    number(&line, 10);
    skip(&line, " ");
    if (frame)
        read_frame(line, frame);
}

/* A line inside of a report, or one of no meaning outside. */
static void read_inner(struct reader *reader, const char *line)
{
    if (!reader->finding)
        return;
    line += strspn(line, " ");
    if (line[0] == '#' && line[1] >= '0' && line[1] <= '9')
        push_frame(reader, line);
    else
        read_heading(reader, line);
}

/* A report begins: the one before it must have had its end. */
static void begin(struct reader *reader)
{
    reader->broken = reader->broken || reader->finding;
    close_report(reader);
}

static void read_line(struct reader *reader, const char *line)
{
    const char *rest = line;
    bool numbered = false;

    if (skip(&rest, "==") && *rest >= '0' && *rest <= '9') {
        number(&rest, 10);
        numbered = skip(&rest, "==");
        line = rest;
    }
    rest = line;
    skip(&rest, "ERROR: ");
    if (read_failure(reader, rest))
        return;
    rest = line;
    if (skip(&rest, "WARNING: ThreadSanitizer: ")) {
        begin(reader);
        open_report(reader, rest);
    } else if (skip(&rest, "ERROR: ThreadSanitizer: ")) {
        begin(reader);
        open_crash(reader, rest);
    } else if (skip(&rest, "SUMMARY: ThreadSanitizer: ")) {
        close_report(reader);
    } else if (!numbered && strncmp(line, "==", 2) != 0) {
        read_inner(reader, line);
    }
}

/* Copies the line without NUL bytes; a longer one is cut. */
static void copy_line(char *to, const char *from, size_t length)
{
    if (length >= LINE_ROOM)
        length = LINE_ROOM - 1;
    for (size_t i = 0; i < length; i++)
        to[i] = from[i] ? from[i] : '?';
    to[length] = '\0';
}

void tsan_parse(const char *log, size_t length, const char *end_marker,
                struct findings *findings, struct tool_state *state)
{
    struct reader reader = {.findings = findings, .state = state};
    const char *end = log + length;
    bool marked = !end_marker;

    *state = (struct tool_state){0};
    while (log < end) {
        const char *stop = memchr(log, '\n', (size_t)(end - log));
        char line[LINE_ROOM];

        stop = stop ? stop : end;
        copy_line(line, log, (size_t)(stop - log));
        if (end_marker && strcmp(line, end_marker) == 0)
            marked = true;
        else
            read_line(&reader, line);
        log = stop < end ? stop + 1 : end;
    }
    begin(&reader);
    state->ran_to_end = marked && !reader.broken && !state->failure[0];
}
