#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * One problem that a race detector reported, in a form that is the same for
 * ThreadSanitizer and Helgrind.
 *
 * The order of use: a parser (tsan.h, helgrind.h) adds raw findings;
 * findings_symbolise() names frames that the tool left as module and offset;
 * findings_settle() decides which frame is the learner's and finds the words;
 * findings_dedup() merges and sorts; findings_read_source() quotes the lines;
 * finding_print() writes the report. Nothing here reads a file.
 *
 * All text comes from logs that the learner's process wrote: it passed
 * finding_keep() and is valid UTF-8 without control or bidirectional
 * characters. Every finding owns its text; there is nothing to free in it.
 */

enum {
    FINDINGS_MAX = 256, /* further reports are counted, not kept */
    STACK_FRAMES = 12,  /* the innermost ones */
    FINDING_LOCKS = 6,
    THREAD_UNKNOWN = -1,
};

/* In the order in which they are shown. */
enum finding_kind {
    FINDING_RACE,
    FINDING_USE_AFTER_FREE,
    FINDING_LOCK_ORDER,
    FINDING_BAD_UNLOCK,
    FINDING_MISUSE, /* of a mutex, a condition, a signal handler */
    FINDING_LEAKED_THREAD,
    FINDING_CRASH,  /* the program died, and the tool said where */
    FINDING_ADVICE, /* legal: never a reason to fail anybody */
};

enum finding_tool { FINDING_TSAN, FINDING_HELGRIND };

/* One line of a call stack. Empty text and 0 mean: the tool did not say. */
struct frame {
    char function[48];
    char file[96]; /* as the tool wrote it; too long: the end of it */
    unsigned line;
    char module[48];
    unsigned long offset; /* into the module, for addr2line */
};

/* The innermost frames come first. */
struct stack {
    unsigned count;
    unsigned own; /* the learner's innermost frame, from 1 on; 0: none */
    struct frame frame[STACK_FRAMES];
};

enum access_verb {
    ACCESS_READS,
    ACCESS_WRITES,
    ACCESS_FREES,
    ACCESS_LOCKS,
    ACCESS_UNLOCKS,
    ACCESS_STARTS, /* a thread */
    ACCESS_CRASHES,
    ACCESS_CALLS, /* anything else */
};

/* What one thread did, and where. */
struct access {
    enum access_verb verb;
    bool atomic;
    unsigned size;    /* bytes, 0 if it is no memory access */
    int thread;       /* 0 is the main thread, 1 the first one started */
    bool locks_known; /* Helgrind's XML does not tell the locks held */
    unsigned held;    /* bit i: lock[i] of the finding is held */
    unsigned shared;  /* the same, for locks held for reading only */
    int takes;        /* ACCESS_LOCKS: index of the lock, or -1 */
    struct stack stack;
    struct stack created; /* where the thread was started */
    char source[96];      /* text of the line, trimmed; empty if not known */
};

enum memory_kind {
    MEMORY_UNKNOWN,
    MEMORY_GLOBAL,
    MEMORY_HEAP,
    MEMORY_STACK,
    MEMORY_THREAD_LOCAL,
    MEMORY_DESCRIPTOR,
};

/* The object that is fought over. */
struct memory {
    enum memory_kind kind;
    char name[48];           /* of the variable, if known */
    unsigned long size;      /* bytes, 0 if not known */
    unsigned long offset;    /* of the access in it, bytes */
    int thread;              /* the owner of a stack */
    struct stack allocated;  /* the heap block */
    struct frame definition; /* the variable: file:line, or module+offset */
};

struct lock {
    char name[16];        /* as in the report: "M0" */
    struct stack created; /* or first seen */
};

struct finding {
    enum finding_kind kind;
    enum finding_tool tool;
    char what[96]; /* the tool's own words */
    struct memory memory;
    unsigned accesses;
    struct access access[2];
    unsigned locks;
    struct lock lock[FINDING_LOCKS];
    bool foreign; /* no frame is known to be the learner's: never blame the
                   * learner, but do not call the program free of races */
    unsigned count;
    char variable[160];  /* "global 'hits' of 8 bytes" */
    char missing[192];   /* "One side holds no lock." */
    char direction[192]; /* what to do next */
};

struct findings {
    size_t count;
    struct finding **finding;
    size_t left_out; /* reports over FINDINGS_MAX or out of memory */
};

/* Whether the log can be believed. Findings stand even if the tool failed. */
struct tool_state {
    bool ran_to_end;
    char failure[160]; /* empty: the tool itself did not fail */
};

/* Names for what the tool could not name. NULL members are not asked. */
struct symboliser {
    /* Fill function, file and line of the frame; false if not known. */
    bool (*code)(void *arg, const char *module, unsigned long offset,
                 struct frame *frame);
    /* Write the name of the variable to name; false if not known. */
    bool (*data)(void *arg, const char *module, unsigned long offset,
                 char *name, size_t room);
    void *arg;
};

/* Start with no finding. */
void findings_init(struct findings *findings);

/* Free all findings; the struct may be used again. */
void findings_clear(struct findings *findings);

/* A new finding without content, or NULL when there is no room for it. */
struct finding *findings_add(struct findings *findings, enum finding_tool tool);

/* Take back the finding that was added last. */
void findings_drop_last(struct findings *findings);

/* Ask for every frame and variable that has a module but no name. */
void findings_symbolise(struct findings *findings,
                        const struct symboliser *symboliser);

/*
 * Find the learner's frames and the words of every finding. A frame is the
 * learner's if the last part of its file's name is one of the files.
 */
void findings_settle(struct findings *findings, const char *const *files,
                     size_t count);

/*
 * Merge findings of the same kind on the same pair of lines, and sort them:
 * the learner's before foreign ones, races first, else as they came.
 */
void findings_dedup(struct findings *findings);

/* Quote lines of one file, given its name without folders and its text. */
void findings_read_source(struct findings *findings, const char *file,
                          const char *text, size_t length);

/* The frame to show: the learner's innermost, else the innermost that has a
 * line. Never NULL; the frame may be empty. */
const struct frame *stack_place(const struct stack *stack);

/* The lock of that name, added if there is room; -1 if there is none. */
int finding_lock(struct finding *finding, const char *name);

/* A new innermost-last frame of the stack, or NULL when it is full. */
struct frame *stack_push(struct stack *stack);

/* Keep the name of a variable, without the ".0" of a static local. */
void memory_name(struct memory *memory, const char *name, size_t length);

/* Step behind the next occurrence of the part; false if there is none. */
bool text_past(const char **text, const char *part);

/* The file's name without its folders. */
const char *frame_file(const struct frame *frame);

/* Write the finding as plain text of at most 80 columns. */
void finding_print(const struct finding *finding, FILE *to);

/*
 * Copy untrusted text: control and bidirectional characters and broken UTF-8
 * become '?', and the copy is cut to fit at the end of a character.
 */
void finding_keep(char *to, size_t room, const char *from, size_t length);
