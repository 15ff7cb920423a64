/*
 * sanitizer.h - what NVIDIA's compute-sanitizer says, in the words of the
 * emulator (grader/cuda/README.md).  Pure: text in, structs out.
 *
 * A report begins with "COMPUTE-SANITIZER" and ends with a summary; one without
 * an end is never clean. The formats are those of versions 2021 to 2025:
 *
 *     ========= Invalid __global__ write of size 4 bytes
 *     =========     at cover(const int *, int *, int)+0x90 in cover.cu:12
 *     =========     by thread (3,0,0) in block (1,0,0)
 *     =========     Address 0x7f10 is out of bounds
 *     ========= ERROR SUMMARY: 1 error
 */
#ifndef PARCOURS_SANITIZER_H
#define PARCOURS_SANITIZER_H

#include <stdbool.h>
#include <stddef.h>

enum sanitizer_tool {
    SANITIZER_MEMCHECK,
    SANITIZER_RACECHECK,
    SANITIZER_INITCHECK,
    SANITIZER_SYNCCHECK,
    SANITIZER_TOOLS
};

enum { SANITIZER_FINDINGS = 8, SANITIZER_LINES = 4, SANITIZER_TEXT = 208 };

struct sanitizer_finding {
    const char *kind; /* a word of the emulator's: "out-of-bounds" */
    /* "thread (3,0,0) of block (1,0,0) writes at cover.cu:12 (4 bytes)" */
    char line[SANITIZER_LINES][SANITIZER_TEXT];
    size_t nlines;
    unsigned place; /* the first line that is the learner's; 0: none is */
    bool warning;   /* the tool itself does not call it an error */
};

struct sanitizer_report {
    bool ran;                     /* it was started */
    bool ended;                   /* its summary is there */
    unsigned long errors;         /* that it counts; warnings are none */
    char trouble[SANITIZER_TEXT]; /* why it cannot be believed; "": it can */
    struct sanitizer_finding finding[SANITIZER_FINDINGS];
    size_t count; /* kept; the same place is kept once */
};

/* As on its command line: "memcheck". */
const char *sanitizer_word(enum sanitizer_tool tool);

/* Reads a report. `file` is the name of the learner's file. */
void sanitizer_parse(const char *text, size_t length, const char *file,
                     struct sanitizer_report *report);

/* True if it ran to its end, in order, and found nothing. */
bool sanitizer_clean(const struct sanitizer_report *report);

/* The first finding that is an error at a line of the learner's; NULL: none. */
const struct sanitizer_finding *
sanitizer_first(const struct sanitizer_report *report);

#endif
