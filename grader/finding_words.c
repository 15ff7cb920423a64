/* finding_words.c - see finding_words.h */
#include "finding_words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "finding.h"

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

static const char *const memories[] = {
    [MEMORY_UNKNOWN] = "memory",
    [MEMORY_GLOBAL] = "global",
    [MEMORY_HEAP] = "heap block",
    [MEMORY_STACK] = "local variable",
    [MEMORY_THREAD_LOCAL] = "thread-local variable",
    [MEMORY_DESCRIPTOR] = "file descriptor",
};

void finding_add(char *to, size_t room, const char *format, ...)
{
    char more[512];
    size_t used = strlen(to);
    va_list values;

    va_start(values, format);
    vsnprintf(more, sizeof more, format, values);
    va_end(values);
    finding_keep(to + used, room - used, more, strlen(more));
}

const char *finding_title(const struct finding *finding)
{
    const char *title = words[finding->kind].title;
    return title ? title : finding->what;
}

const char *finding_memory(const struct finding *finding)
{
    return memories[finding->memory.kind];
}

void finding_add_place(char *to, size_t room, const char *text,
                       const struct frame *frame)
{
    if (frame->line)
        finding_add(to, room, "%s%s:%u", text, frame_file(frame), frame->line);
}

void finding_add_locks(char *to, size_t room, const struct finding *finding,
                       unsigned set)
{
    const char *between = "";

    for (unsigned i = 0; i < finding->locks; i++) {
        const struct lock *lock = &finding->lock[i];
        const struct frame *place = stack_place(&lock->created);

        if (!(set >> i & 1))
            continue;
        finding_add(to, room, "%s%s", between, lock->name);
        if (lock->created.own) { /* other places tell the learner nothing */
            finding_add_place(to, room, " (", place);
            finding_add(to, room, "%s", place->line ? ")" : "");
        }
        between = " and ";
    }
}

void finding_add_thread(char *to, size_t room, int thread)
{
    if (thread > 0)
        finding_add(to, room, "thread %d", thread);
    else
        finding_add(to, room, "%s", thread ? "a thread" : "the main thread");
}

static void describe_memory(struct finding *finding)
{
    const struct memory *memory = &finding->memory;
    char *to = finding->variable;
    size_t room = sizeof finding->variable;

    to[0] = '\0';
    finding_add(to, room, "%s", memories[memory->kind]);
    if (memory->name[0])
        finding_add(to, room, " '%s'", memory->name);
    if (memory->size)
        finding_add(to, room, " of %lu bytes", memory->size);
    finding_add_place(to, room, " allocated at ",
                      stack_place(&memory->allocated));
    if (memory->kind == MEMORY_STACK && !memory->name[0]) {
        finding_add(to, room, " of ");
        finding_add_thread(to, room, memory->thread);
    }
    finding_add_place(to, room, ", defined at ", &memory->definition);
    if (memory->offset)
        finding_add(to, room, ", at byte %lu of it", memory->offset);
}

static void race_missing(struct finding *finding)
{
    const struct access *a = &finding->access[0];
    const struct access *b = &finding->access[1];
    unsigned both = a->held & b->held;
    char *to = finding->missing;
    size_t room = sizeof finding->missing;

    if (a->atomic != b->atomic) {
        finding_add(to, room, "One side is atomic, the other is not.");
    } else if (!a->locks_known || !b->locks_known) {
        finding_add(to, room, "No lock is held at both lines.");
    } else if (both) {
        finding_add(to, room, "Both sides hold ");
        finding_add_locks(to, room, finding, both);
        finding_add(to, room,
                    both & (a->shared | b->shared)
                        ? ", but one of them only for reading."
                        : ", but it does not order them.");
    } else if (!a->held && !b->held) {
        finding_add(to, room, "Neither side holds a lock.");
    } else if (!a->held || !b->held) {
        finding_add(to, room, "One side (");
        finding_add_place(to, room, "", stack_place(&(a->held ? b : a)->stack));
        finding_add(to, room, ") holds no lock.");
    } else {
        finding_add(to, room, "The two sides hold different locks: ");
        finding_add_locks(to, room, finding, a->held);
        finding_add(to, room, " here, ");
        finding_add_locks(to, room, finding, b->held);
        finding_add(to, room, " there.");
    }
}

static void race_direction(struct finding *finding)
{
    char *to = finding->direction;
    size_t room = sizeof finding->direction;
    bool scalar = finding->memory.size <= sizeof(long);
    const char *name = scalar ? finding->memory.name : "";

    if (finding->access[0].atomic != finding->access[1].atomic)
        finding_add(to, room,
                    "Make both accesses atomic, or hold one mutex at "
                    "both lines.");
    else
        finding_add(to, room,
                    "Hold the same mutex at both lines, make %s%s%s atomic, or "
                    "give every thread its own copy.",
                    name[0] ? "'" : "", name[0] ? name : "the value",
                    name[0] ? "'" : "");
}

void finding_set_words(struct finding *finding)
{
    const char *direction = words[finding->kind].direction;

    finding->missing[0] = finding->direction[0] = '\0';
    describe_memory(finding);
    if (finding->kind == FINDING_RACE)
        race_missing(finding);
    finding_add(finding->missing, sizeof finding->missing, "%s",
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
    finding_add(finding->direction, sizeof finding->direction, "%s", direction);
}
