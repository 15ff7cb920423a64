#include "finding.h"

#include <stdlib.h>
#include <string.h>

#include "finding_words.h"
#include "utf8.h"

/* Untrusted text */

void finding_keep(char *to, size_t room, const char *from, size_t length)
{
    size_t used = 0;

    for (size_t i = 0, step; i < length; i += step) {
        bool bad = !utf8_printable(utf8_decode(from + i, length - i, &step));
        size_t need = bad ? 1 : step;

        if (used + need >= room)
            break;
        if (bad)
            to[used] = '?';
        else
            memcpy(to + used, from + i, step);
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

/* At the end of a taskgroup with task_reduction libomp adds up the copies of
 * the threads, by a function that clang makes of the operator, before it tells
 * Archer that the tasks have ended: that looks like a race with them. */
static bool is_made(const struct stack *stack)
{
    static const char made[] = ".red_comb.";

    for (unsigned i = 0; i < stack->count; i++)
        if (strncmp(stack->frame[i].function, made, strlen(made)) == 0)
            return true;
    return false;
}

/* The copies are on the heap: what a learner's own operator does to other
 * variables stays a race. */
static bool is_reduction(const struct finding *finding)
{
    if (finding->kind != FINDING_RACE || finding->memory.kind != MEMORY_HEAP)
        return false;
    for (unsigned i = 0; i < finding->accesses; i++)
        if (is_made(&finding->access[i].stack))
            return true;
    return false;
}

static void drop_reductions(struct findings *findings)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->count; i++)
        if (is_reduction(findings->finding[i]))
            free(findings->finding[i]);
        else
            findings->finding[kept++] = findings->finding[i];
    findings->count = kept;
}

void findings_settle(struct findings *findings, const char *const *files,
                     size_t count)
{
    const struct files list = {files, count};

    drop_reductions(findings);
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = findings->finding[i];

        find_free(finding);
        finding->foreign = !finding_locate(finding, &list);
        finding_set_words(finding);
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
