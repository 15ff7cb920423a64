#include "finding.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_WIDTH = 72 }; /* leaves room for the margin of a report */

/* What a kind is called, what is missing, and what to do about it. */
static const struct words {
    const char *title; /* NULL: the tool's own words */
    const char *missing;
    const char *direction;
} words[] = {
    [FINDING_RACE] = {"data race", "", ""},
    [FINDING_USE_AFTER_FREE] =
        {"use of freed memory", "Nothing makes the free wait for the use.",
         "Let the thread that frees wait until no other thread uses the "
         "block, for example with pthread_join."},
    [FINDING_LOCK_ORDER] =
        {"lock order inversion (a deadlock that may happen)",
         "The locks are not taken in the same order everywhere.",
         "Choose one order for these locks and keep it in every function."},
    [FINDING_BAD_UNLOCK] =
        {"unlock of a lock that this thread does not hold",
         "Only the thread that locked a mutex may unlock it, and only once.",
         "Lock the mutex before this line in the same thread, or remove this "
         "unlock."},
    [FINDING_MISUSE] = {NULL, "", ""},
    [FINDING_LEAKED_THREAD] =
        {"a thread is never joined", "Nobody waits for this thread.",
         "Join every thread that you start with pthread_join, or detach it."},
    [FINDING_CRASH] = {NULL, "The program crashed here.",
                       "Run it in gdb to see the values used on this line."},
    [FINDING_ADVICE] = {NULL, "This is allowed, but seldom what was meant.",
                        "Compare the line with the manual page of the call."},
};

/* Directions for misuse, by a part of the tool's words; the last fits all. */
static const struct {
    const char *part;
    const char *direction;
} misuse[] = {
    {"double lock", "Unlock the mutex before it is locked again, and never "
                    "initialise a locked mutex."},
    {"destroy", "Unlock it, and wait for all its users, before it is "
                "destroyed."},
    {"invalid", "Initialise it before this line, and hold the mutex that "
                "the call needs."},
    {"signal-unsafe", "In a signal handler only set a variable of type "
                      "volatile sig_atomic_t."},
    {"errno", "Save errno at the start of the handler and put it back at the "
              "end."},
    {"still holds", "Unlock every lock before the thread ends."},
    {"", "Read the manual page of the call at this line and check its "
         "arguments."},
};

static const char *const verbs[] = {
    [ACCESS_READS] = "reads",     [ACCESS_WRITES] = "writes",
    [ACCESS_FREES] = "frees",     [ACCESS_LOCKS] = "locks",
    [ACCESS_UNLOCKS] = "unlocks", [ACCESS_STARTS] = "starts a thread",
    [ACCESS_CRASHES] = "crashes", [ACCESS_CALLS] = "makes this call",
};

static const char *const memories[] = {
    [MEMORY_UNKNOWN] = "memory",
    [MEMORY_GLOBAL] = "global",
    [MEMORY_HEAP] = "heap block",
    [MEMORY_STACK] = "local variable",
    [MEMORY_THREAD_LOCAL] = "thread-local variable",
    [MEMORY_DESCRIPTOR] = "file descriptor",
};

/* Untrusted text */

/* The code point at text and its length; -1 and 1 if it is no valid UTF-8. */
static long decode(const unsigned char *text, size_t length, size_t *used)
{
    static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t want = text[0] < 0x80             ? 1
                  : (text[0] & 0xe0) == 0xc0 ? 2
                  : (text[0] & 0xf0) == 0xe0 ? 3
                  : (text[0] & 0xf8) == 0xf0 ? 4
                                             : 0;
    long point = want < 2 ? text[0] : text[0] & (0x7f >> want);

    *used = 1;
    if (want == 0 || want > length)
        return -1;
    for (size_t i = 1; i < want; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return -1;
        point = point << 6 | (text[i] & 0x3f);
    }
    if (point < least[want] || point > 0x10ffff ||
        (point >= 0xd800 && point < 0xe000))
        return -1;
    *used = want;
    return point;
}

/* Whether a terminal may obey the character instead of showing it. */
static bool unprintable(long point)
{
    static const long ranges[][2] = {
        {-1, 0x1f},         {0x7f, 0x9f},     {0xad, 0xad},
        {0x61c, 0x61c},     {0x200b, 0x200f}, {0x2028, 0x202e},
        {0x2060, 0x206f},   {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
        {0xe0000, 0xe0fff},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (point >= ranges[i][0] && point <= ranges[i][1])
            return true;
    return false;
}

void finding_keep(char *to, size_t room, const char *from, size_t length)
{
    const unsigned char *text = (const unsigned char *)from;
    size_t used = 0;

    for (size_t i = 0, step; i < length; i += step) {
        bool bad = unprintable(decode(text + i, length - i, &step));
        size_t need = bad ? 1 : step;

        if (used + need >= room)
            break;
        if (bad)
            to[used] = '?';
        else
            memcpy(to + used, text + i, step);
        used += need;
    }
    to[used] = '\0';
}

bool text_past(const char **text, const char *part)
{
    const char *found = strstr(*text, part);

    if (!found)
        return false;
    *text = found + strlen(part);
    return true;
}

/* Append to a text; what does not fit is cut at the end of a character. */
__attribute__((format(printf, 3, 4))) static void
append(char *to, size_t room, const char *format, ...)
{
    char more[512];
    size_t used = strlen(to);
    va_list values;

    va_start(values, format);
    vsnprintf(more, sizeof more, format, values);
    va_end(values);
    finding_keep(to + used, room - used, more, strlen(more));
}

/* The collection */

void findings_init(struct findings *findings)
{
    *findings = (struct findings){0};
}

void findings_clear(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        free(findings->finding[i]);
    free(findings->finding);
    findings_init(findings);
}

static struct finding *findings_grow(struct findings *findings)
{
    size_t size = (findings->count + 1) * sizeof *findings->finding;
    struct finding **list;

    if (findings->count == FINDINGS_MAX)
        return NULL;
    list = realloc(findings->finding, size);
    if (!list)
        return NULL;
    findings->finding = list;
    return calloc(1, sizeof **list);
}

struct finding *findings_add(struct findings *findings, enum finding_tool tool)
{
    struct finding *finding = findings_grow(findings);

    if (!finding) {
        findings->left_out++;
        return NULL;
    }
    findings->finding[findings->count++] = finding;
    finding->tool = tool;
    finding->count = 1;
    finding->memory.thread = THREAD_UNKNOWN;
    for (int i = 0; i < 2; i++) {
        finding->access[i].thread = THREAD_UNKNOWN;
        finding->access[i].takes = -1;
    }
    return finding;
}

void findings_drop_last(struct findings *findings)
{
    free(findings->finding[--findings->count]);
}

int finding_lock(struct finding *finding, const char *name)
{
    for (unsigned i = 0; i < finding->locks; i++)
        if (strcmp(finding->lock[i].name, name) == 0)
            return (int)i;
    if (finding->locks == FINDING_LOCKS)
        return -1;
    finding_keep(finding->lock[finding->locks].name,
                 sizeof finding->lock[0].name, name, strlen(name));
    return (int)finding->locks++;
}

struct frame *stack_push(struct stack *stack)
{
    if (stack->count == STACK_FRAMES)
        return NULL;
    return &stack->frame[stack->count++];
}

void memory_name(struct memory *memory, const char *name, size_t length)
{
    const char *dot = memrchr(name, '.', length);
    size_t digits = dot ? strspn(dot + 1, "0123456789") : 0;

    if (digits && dot + 1 + digits == name + length)
        length = (size_t)(dot - name);
    finding_keep(memory->name, sizeof memory->name, name, length);
}

const char *frame_file(const struct frame *frame)
{
    const char *slash = strrchr(frame->file, '/');

    return slash ? slash + 1 : frame->file;
}

const struct frame *stack_place(const struct stack *stack)
{
    if (stack->own)
        return &stack->frame[stack->own - 1];
    for (unsigned i = 0; i < stack->count; i++)
        if (stack->frame[i].line)
            return &stack->frame[i];
    return &stack->frame[0];
}

/* Symbols */

static void frame_symbolise(struct frame *frame,
                            const struct symboliser *symboliser)
{
    struct frame found = {0};

    if (!symboliser->code || frame->function[0] || frame->file[0] ||
        !frame->module[0])
        return;
    if (!symboliser->code(symboliser->arg, frame->module, frame->offset,
                          &found))
        return;
    finding_keep(frame->function, sizeof frame->function, found.function,
                 strnlen(found.function, sizeof found.function));
    finding_keep(frame->file, sizeof frame->file, found.file,
                 strnlen(found.file, sizeof found.file));
    frame->line = found.line;
}

static void stack_symbolise(struct stack *stack,
                            const struct symboliser *symboliser)
{
    for (unsigned i = 0; i < stack->count; i++)
        frame_symbolise(&stack->frame[i], symboliser);
}

static void memory_symbolise(struct memory *memory,
                             const struct symboliser *symboliser)
{
    const struct frame *at = &memory->definition;
    char name[sizeof memory->name] = "";

    stack_symbolise(&memory->allocated, symboliser);
    if (symboliser->data && !memory->name[0] && at->module[0] &&
        symboliser->data(symboliser->arg, at->module, at->offset, name,
                         sizeof name))
        finding_keep(memory->name, sizeof memory->name, name,
                     strnlen(name, sizeof name));
}

void findings_symbolise(struct findings *findings,
                        const struct symboliser *symboliser)
{
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = findings->finding[i];

        memory_symbolise(&finding->memory, symboliser);
        for (unsigned j = 0; j < finding->accesses; j++) {
            stack_symbolise(&finding->access[j].stack, symboliser);
            stack_symbolise(&finding->access[j].created, symboliser);
        }
        for (unsigned j = 0; j < finding->locks; j++)
            stack_symbolise(&finding->lock[j].created, symboliser);
    }
}

/* Whose lines */

/* The learner's files, by their names without folders. */
struct files {
    const char *const *name;
    size_t count;
};

static void stack_settle(struct stack *stack, const struct files *files)
{
    stack->own = 0;
    for (unsigned i = 0; i < stack->count && !stack->own; i++)
        for (size_t j = 0; j < files->count; j++)
            if (strcmp(frame_file(&stack->frame[i]), files->name[j]) == 0)
                stack->own = i + 1;
}

/* Sets the learner's frame in all stacks; false: the learner has none. */
static bool finding_locate(struct finding *finding, const struct files *files)
{
    bool own = false;

    for (unsigned i = 0; i < finding->accesses; i++) {
        stack_settle(&finding->access[i].stack, files);
        stack_settle(&finding->access[i].created, files);
        own = own || finding->access[i].stack.own;
    }
    for (unsigned i = 0; i < finding->locks; i++)
        stack_settle(&finding->lock[i].created, files);
    stack_settle(&finding->memory.allocated, files);
    return own;
}

/* Words */

/* Append the text and "counter.c:17", or nothing if no line is known. */
static void append_place(char *to, size_t room, const char *text,
                         const struct frame *frame)
{
    if (frame->line)
        append(to, room, "%s%s:%u", text, frame_file(frame), frame->line);
}

/* Append "M0 (bank.c:33) and M1". */
static void append_locks(char *to, size_t room, const struct finding *finding,
                         unsigned set)
{
    const char *between = "";

    for (unsigned i = 0; i < finding->locks; i++) {
        const struct lock *lock = &finding->lock[i];
        const struct frame *place = stack_place(&lock->created);

        if (!(set >> i & 1))
            continue;
        append(to, room, "%s%s", between, lock->name);
        append_place(to, room, " (", place);
        append(to, room, "%s", place->line ? ")" : "");
        between = " and ";
    }
}

static void append_thread(char *to, size_t room, int thread)
{
    if (thread > 0)
        append(to, room, "thread %d", thread);
    else
        append(to, room, "%s", thread ? "a thread" : "the main thread");
}

static void describe_memory(struct finding *finding)
{
    const struct memory *memory = &finding->memory;
    char *to = finding->variable;
    size_t room = sizeof finding->variable;

    to[0] = '\0';
    append(to, room, "%s", memories[memory->kind]);
    if (memory->name[0])
        append(to, room, " '%s'", memory->name);
    if (memory->size)
        append(to, room, " of %lu bytes", memory->size);
    append_place(to, room, " allocated at ", stack_place(&memory->allocated));
    if (memory->kind == MEMORY_STACK && !memory->name[0]) {
        append(to, room, " of ");
        append_thread(to, room, memory->thread);
    }
    append_place(to, room, ", defined at ", &memory->definition);
    if (memory->offset)
        append(to, room, ", at byte %lu of it", memory->offset);
}

static void race_missing(struct finding *finding)
{
    const struct access *a = &finding->access[0];
    const struct access *b = &finding->access[1];
    unsigned both = a->held & b->held;
    char *to = finding->missing;
    size_t room = sizeof finding->missing;

    if (a->atomic != b->atomic) {
        append(to, room, "One side is atomic, the other is not.");
    } else if (!a->locks_known || !b->locks_known) {
        append(to, room, "No lock is held at both lines.");
    } else if (both) {
        append(to, room, "Both sides hold ");
        append_locks(to, room, finding, both);
        append(to, room,
               both & (a->shared | b->shared)
                   ? ", but one of them only for reading."
                   : ", but it does not order them.");
    } else if (!a->held && !b->held) {
        append(to, room, "Neither side holds a lock.");
    } else if (!a->held || !b->held) {
        append(to, room, "One side (");
        append_place(to, room, "", stack_place(&(a->held ? b : a)->stack));
        append(to, room, ") holds no lock.");
    } else {
        append(to, room, "The two sides hold different locks: ");
        append_locks(to, room, finding, a->held);
        append(to, room, " here, ");
        append_locks(to, room, finding, b->held);
        append(to, room, " there.");
    }
}

static void race_direction(struct finding *finding)
{
    char *to = finding->direction;
    size_t room = sizeof finding->direction;
    bool scalar = finding->memory.size <= sizeof(long);
    const char *name = scalar ? finding->memory.name : "";

    if (finding->access[0].atomic != finding->access[1].atomic)
        append(to, room,
               "Make both accesses atomic, or hold one mutex at "
               "both lines.");
    else
        append(to, room,
               "Hold the same mutex at both lines, make %s%s%s atomic, or "
               "give every thread its own copy.",
               name[0] ? "'" : "", name[0] ? name : "the value",
               name[0] ? "'" : "");
}

static void finding_word(struct finding *finding)
{
    const char *direction = words[finding->kind].direction;

    finding->missing[0] = finding->direction[0] = '\0';
    describe_memory(finding);
    if (finding->kind == FINDING_RACE)
        race_missing(finding);
    append(finding->missing, sizeof finding->missing, "%s",
           words[finding->kind].missing);
    if (finding->kind == FINDING_MISUSE)
        for (size_t i = 0; !direction[0]; i++)
            if (strstr(finding->what, misuse[i].part))
                direction = misuse[i].direction;
    if (finding->foreign)
        direction = "No line of this is known to be yours: please report it "
                    "to the authors of the course.";
    if (finding->kind == FINDING_RACE && !finding->foreign)
        race_direction(finding);
    append(finding->direction, sizeof finding->direction, "%s", direction);
}

/* A block that is freed while it is in use is reported as a plain race. */
static void find_free(struct finding *finding)
{
    static const char *const names[] = {"free", "realloc", "reallocarray"};

    if (finding->kind != FINDING_RACE &&
        finding->kind != FINDING_USE_AFTER_FREE)
        return;
    for (unsigned i = 0; i < finding->accesses; i++) {
        struct access *access = &finding->access[i];

        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            if (strcmp(access->stack.frame[0].function, names[j]) == 0) {
                access->verb = ACCESS_FREES;
                finding->kind = FINDING_USE_AFTER_FREE;
            }
    }
}

void findings_settle(struct findings *findings, const char *const *files,
                     size_t count)
{
    const struct files list = {files, count};

    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = findings->finding[i];

        find_free(finding);
        finding->foreign = !finding_locate(finding, &list);
        finding_word(finding);
    }
}

/* Merging and order */

static int compare_places(const struct stack *a, const struct stack *b)
{
    const struct frame *one = stack_place(a);
    const struct frame *two = stack_place(b);
    int order = strcmp(frame_file(one), frame_file(two));

    if (order == 0)
        order = (one->line > two->line) - (one->line < two->line);
    if (order == 0 && !one->line)
        order = (one->offset > two->offset) - (one->offset < two->offset);
    return order;
}

static bool same_lines(const struct finding *a, const struct finding *b)
{
    const struct stack *a0 = &a->access[0].stack, *a1 = &a->access[1].stack;
    const struct stack *b0 = &b->access[0].stack, *b1 = &b->access[1].stack;

    return (!compare_places(a0, b0) && !compare_places(a1, b1)) ||
           (!compare_places(a0, b1) && !compare_places(a1, b0));
}

static bool comes_before(const struct finding *a, const struct finding *b)
{
    if (a->foreign != b->foreign)
        return b->foreign;
    return a->kind < b->kind;
}

void findings_dedup(struct findings *findings)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->count; i++) {
        struct finding *next = findings->finding[i];
        size_t j = 0;

        while (j < kept && (findings->finding[j]->kind != next->kind ||
                            !same_lines(findings->finding[j], next)))
            j++;
        if (j < kept) {
            findings->finding[j]->count += next->count;
            free(next);
            continue;
        }
        for (j = kept++; j && comes_before(next, findings->finding[j - 1]); j--)
            findings->finding[j] = findings->finding[j - 1];
        findings->finding[j] = next;
    }
    findings->count = kept;
}

/* Source lines */

/* Copy one line of the text without the blanks round it. */
static void line_keep(char *to, size_t room, const char *text, size_t length,
                      unsigned line)
{
    const char *end = text + length;
    const char *stop;

    while (--line && text) {
        text = memchr(text, '\n', (size_t)(end - text));
        text = text ? text + 1 : NULL;
    }
    if (!text)
        return;
    stop = memchr(text, '\n', (size_t)(end - text));
    stop = stop ? stop : end;
    while (text < stop && strchr(" \t\r", *text))
        text++;
    while (text < stop && strchr(" \t\r", stop[-1]))
        stop--;
    finding_keep(to, room, text, (size_t)(stop - text));
}

void findings_read_source(struct findings *findings, const char *file,
                          const char *text, size_t length)
{
    for (size_t i = 0; i < findings->count; i++)
        for (unsigned j = 0; j < findings->finding[i]->accesses; j++) {
            struct access *access = &findings->finding[i]->access[j];
            const struct frame *place = stack_place(&access->stack);

            if (place->line && strcmp(frame_file(place), file) == 0)
                line_keep(access->source, sizeof access->source, text, length,
                          place->line);
        }
}

/* Printing */

/* Columns that the text takes. */
static int columns(const char *text)
{
    int count = 0;

    for (; *text; text++)
        count += (*text & 0xc0) != 0x80;
    return count;
}

/* Write the words of the texts behind an indent, broken at the margin. */
static void print_wrapped(FILE *to, int indent, const char *text)
{
    int column = 0;

    text += strspn(text, " ");
    while (*text) {
        char word[256];
        size_t length = strcspn(text, " ");

        finding_keep(word, sizeof word, text, length);
        text += length + strspn(text + length, " ");
        if (column && column + 1 + columns(word) > LINE_WIDTH) {
            fputc('\n', to);
            column = 0;
        }
        column += fprintf(to, "%*s", column ? 1 : indent, "");
        fputs(word, to);
        column += columns(word);
    }
    if (column)
        fputc('\n', to);
}

/* "data race on 'hits' (global, 8 bytes)" */
static void print_title(const struct finding *finding, FILE *to)
{
    const struct memory *memory = &finding->memory;
    const char *title = words[finding->kind].title;
    const char *between = finding->kind == FINDING_RACE ? " on" : ":";
    char line[512] = "";

    append(line, sizeof line, "%s", title ? title : finding->what);
    if (memory->name[0]) {
        append(line, sizeof line, "%s '%s' (%s", between, memory->name,
               memories[memory->kind]);
        if (memory->size)
            append(line, sizeof line, ", %lu bytes", memory->size);
        append(line, sizeof line, ")");
    } else if (memory->kind != MEMORY_UNKNOWN) {
        append(line, sizeof line, "%s a %s", between, finding->variable);
    }
    if (finding->count > 1)
        append(line, sizeof line, ", seen %u times", finding->count);
    print_wrapped(to, 0, line);
}

/* "thread 2 writes, holding no lock" */
static void describe_access(char *to, size_t room,
                            const struct finding *finding,
                            const struct access *access)
{
    append_thread(to, room, access->thread);
    append(to, room, " %s%s", access->atomic ? "atomically " : "",
           verbs[access->verb]);
    if (access->takes >= 0) {
        append(to, room, " ");
        append_locks(to, room, finding, 1u << access->takes);
    }
    if (access->locks_known) {
        append(to, room, ", holding ");
        append_locks(to, room, finding, access->held);
        append(to, room, "%s", access->held ? "" : "no lock");
    }
}

/* One row of the table of accesses. */
struct row {
    char place[112];
    char who[256];
};

static void row_fill(struct row *row, const struct finding *finding,
                     const struct access *access)
{
    const struct frame *frame = stack_place(&access->stack);

    row->place[0] = row->who[0] = '\0';
    append_place(row->place, sizeof row->place, "", frame);
    if (!row->place[0])
        append(row->place, sizeof row->place, "%s",
               frame->function[0] ? frame->function : "(line not known)");
    describe_access(row->who, sizeof row->who, finding, access);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Text in a column; what is too wide is cut. */
static void print_cell(FILE *to, const char *text, int width)
{
    int used = 0;

    for (; *text && (used < width || (*text & 0xc0) == 0x80); text++) {
        used += (*text & 0xc0) != 0x80;
        fputc(*text, to);
    }
    fprintf(to, "%*s", width - used, "");
}

/* Place, source and who in one line where it fits, else who in the next. */
static void print_accesses(const struct finding *finding, FILE *to)
{
    struct row row[2];
    bool one_line;
    int place = 0, source = 0, who = 0, room;

    for (unsigned i = 0; i < finding->accesses; i++) {
        row_fill(&row[i], finding, &finding->access[i]);
        place = larger(place, columns(row[i].place));
        source = larger(source, columns(finding->access[i].source));
        who = larger(who, columns(row[i].who));
    }
    place = smaller(place, 48);
    room = LINE_WIDTH - 2 - place - 3;
    one_line = source + (source ? 3 : 0) + who <= room;
    for (unsigned i = 0; i < finding->accesses; i++) {
        const char *text = finding->access[i].source;

        fprintf(to, "  ");
        print_cell(to, row[i].place, place);
        fprintf(to, "   ");
        print_cell(to, text, one_line ? source : smaller(columns(text), room));
        fprintf(to, !one_line ? "\n" : source ? "   " : "");
        if (one_line)
            fprintf(to, "%s\n", row[i].who);
        else
            print_wrapped(to, 6, row[i].who);
    }
}

/* Where the threads of the accesses came from, in the learner's lines. */
static void print_origins(const struct finding *finding, FILE *to)
{
    int last = 0;

    for (unsigned i = 0; i < finding->accesses; i++) {
        const struct access *access = &finding->access[i];
        char line[160] = "";

        if (!access->created.own || access->thread == last)
            continue;
        last = access->thread;
        append_thread(line, sizeof line, access->thread);
        append_place(line, sizeof line, " was started at ",
                     stack_place(&access->created));
        print_wrapped(to, 2, line);
    }
}

void finding_print(const struct finding *finding, FILE *to)
{
    char advice[512] = "";

    print_title(finding, to);
    print_accesses(finding, to);
    print_origins(finding, to);
    append(advice, sizeof advice, "%s ", finding->missing);
    append(advice, sizeof advice, "%s", finding->direction);
    print_wrapped(to, 0, advice);
}
