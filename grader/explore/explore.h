/*
 * Explore: run a multithreaded piece of code under many schedules, on purpose.
 *
 * The code to explore is compiled with -fsanitize=thread, its calls are renamed
 * by objcopy, and it is linked with libexplore.a instead of the sanitizer's own
 * runtime. By hand, for a program in program.c (DIR is where libexplore.a and
 * names.map are):
 *
 *     cc -fsanitize=thread -fno-builtin -O0 -g -c program.c -o program.o
 *     objcopy --redefine-syms=DIR/names.map program.o
 *     cc -no-pie -Wl,-z,now program.o DIR/libexplore.a -o program
 *
 * (-fno-builtin, because compilers write short memcpy() and strcpy() as moves
 * that they do not announce.) names.map lists every call the runtime takes
 * over, main() included: the archive brings a main() that explores the renamed
 * one (program.c there). Code that calls explore_run() itself is linked the
 * same way, without renaming the object that holds its main().
 *
 * How it works. The threads of the explored code are logical threads on one
 * thread of the operating system. Every memory access and every
 * synchronisation call is a step at which another thread may go on; which one,
 * a strategy decides. Vector clocks find data races whether or not they do harm
 * in the schedule at hand. Before every schedule, variables, heap and clock are
 * put back to their first values. So the outcome depends on the schedule only,
 * and a schedule can be replayed.
 *
 * Limits: interleavings are sequentially consistent; what a weaker memory model
 * adds appears as a data race, or not at all where all accesses are atomic.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum explore_kind {
    EXPLORE_RACE,
    EXPLORE_DEADLOCK,
    EXPLORE_LOST_WAKEUP,
    EXPLORE_LIVELOCK,
    EXPLORE_USE_AFTER_FREE,
    EXPLORE_BAD_ADDRESS,
    EXPLORE_CRASH,
    EXPLORE_WRONG, /* failed assertion, exit status, or invariant */
    EXPLORE_MISUSE
};

enum explore_verdict { /* also the exit status of parcours-explore */
                       EXPLORE_CLEAN = 0,
                       EXPLORE_FOUND = 1,
                       EXPLORE_NOT_JUDGED = 3
};

/* All fields may be left 0 for the value in brackets. */
struct explore_options {
    unsigned long schedules;   /* at most so many [10000] */
    double seconds;            /* of CPU time at most [no limit] */
    uint64_t seed;             /* of the random strategies */
    unsigned preemptions;      /* bound of the exhaustive search [2] */
    unsigned long patience;    /* stop after so many with nothing new [never] */
    unsigned long after_first; /* schedules after the first finding [500] */
    uint32_t steps;            /* longest schedule [100000] */
    const char *replay;        /* run only this schedule, and show its output */
    bool count_only;           /* count failing schedules; no evidence */
};

/* One step of the failing schedule. */
struct explore_step {
    uint32_t number;  /* of the step within the schedule */
    unsigned thread;  /* 0 is the one that runs main() */
    const char *file; /* NULL if unknown */
    unsigned line;
    const char *source; /* text of the line, without indentation, or NULL */
    char *what;         /* "x is 1", "x := 2", "locks m", ... */
    bool fatal;         /* the step where it went wrong */
};

/* Enough to draw the schedule; made for renderers of text, JSON, SVG. */
struct explore_evidence {
    unsigned threads;
    struct explore_step *steps; /* in the order in which they happened */
    size_t count;
    size_t left_out;       /* steps of a long run that were not kept */
    size_t left_out_after; /* index in `steps` where they belong */
};

struct explore_finding {
    enum explore_kind kind;
    const char *title;    /* "data race" */
    char *text;           /* sentences, lines end with \n */
    char *schedule;       /* string that replays it */
    unsigned preemptions; /* of that schedule */
    bool fewest;          /* no schedule with fewer preemptions shows it */
    unsigned long first;  /* number of the first schedule that showed it */
    unsigned long count;  /* schedules that showed it */
    struct explore_evidence evidence;
};

#define EXPLORE_MAX_FINDINGS 8

struct explore_report {
    enum explore_verdict verdict;
    unsigned long schedules; /* that were run to search */
    unsigned long failing;   /* of them, with at least one finding */
    double seconds;
    unsigned long steps; /* of the longest schedule */
    bool cut;            /* the last schedule was not followed to its end */
    bool late;           /* the time was up before the schedules were run */
    bool exhausted; /* all schedules within the bound of preemptions were run */
    char *not_judged; /* the reason, or NULL */
    struct explore_finding findings[EXPLORE_MAX_FINDINGS];
    size_t count;
};

/*
 * Runs body(argument) under many schedules; after each one that ended by
 * itself, invariant(argument) says whether its result is right (NULL: always).
 * Fills `report`, which the caller clears, and returns its verdict.
 *
 * Before each run, and when all is done, the variables of the executable are
 * as they were at the call. What the body is to hand to its caller it writes
 * into malloc()ed or mapped memory, or into the caller's stack.
 */
enum explore_verdict explore_run(const struct explore_options *options,
                                 void (*body)(void *), void *argument,
                                 bool (*invariant)(void *),
                                 struct explore_report *report);

void explore_report_clear(struct explore_report *report);

/* To be called by the body: this schedule ends here with a wrong result. */
_Noreturn void explore_fail(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* To be called by the body: a row of its own in the evidence, in the place of
 * the caller. `what` has to stay as it is. */
void explore_note(const char *what);

/* The text of a source file that the explored process may not read, for the
 * reports; `file` without folders. Both have to stay as they are. */
void explore_source(const char *file, const char *text);

/* For people, 80 columns. `name` is the program's. */
void explore_print_text(FILE *stream, const char *name,
                        const struct explore_report *report);

/* For programs. */
void explore_print_json(FILE *stream, const char *name,
                        const struct explore_report *report);

/* Called at the fatal step of a replay, a place for a breakpoint; `pc` is where
 * the explored code is, 0 if in no one place. */
void explore_fatal_step(uintptr_t pc);

/* ---- virtual time ---- */

/*
 * The same code on a machine of up to 64 cores that is computed, not measured:
 * how long it takes, which lines of the caches move between cores and which
 * locks are held for long. The result depends on the code and on the table of
 * costs only, to the bit, on any machine and under any load.
 *
 * Compile with -O2 and, to have the work between accesses counted as well,
 * with -fsanitize-coverage=trace-pc. Errors of synchronisation are not looked
 * for: explore first.
 */
struct explore_machine {
    unsigned cores;    /* 1 to 64 [1] */
    const char *costs; /* file with other costs [those of costs.h] */
    uint64_t steps;    /* most accesses and jumps [1000 million] */
};

#define EXPLORE_MAX_CORES 64
#define EXPLORE_MAX_USES 16

struct explore_line_use {
    char *name; /* of the variable, or "memory allocated at file.c:9" */
    unsigned long transfers;
    unsigned long needless; /* of them; the core found nothing new in its
                               bytes: false sharing */
    unsigned long lines;    /* so many lines of it moved */
};

struct explore_lock_use {
    char *name;
    unsigned long taken;
    unsigned long waited; /* of them, after waiting */
    uint64_t longest;     /* hold, in ns */
    uint64_t total;       /* of all holds */
};

struct explore_timing {
    enum explore_verdict verdict; /* clean: it ran to its end */
    char *why;                    /* else: sentences */
    unsigned cores;
    uint64_t time;    /* ns from start to end */
    uint64_t work;    /* ns of all cores together, without idling */
    unsigned threads; /* that the code used */
    unsigned long accesses;
    unsigned long transfers; /* of lines, from core to core */
    struct explore_line_use lines[EXPLORE_MAX_USES]; /* most transfers first */
    size_t line_count;
    struct explore_lock_use locks[EXPLORE_MAX_USES]; /* longest total first */
    size_t lock_count;
};

/*
 * Runs body(argument) once in virtual time; fills `timing`, which the caller
 * clears, and returns its verdict. As with explore_run(), the variables of the
 * executable are put back.
 */
enum explore_verdict explore_virtual(const struct explore_machine *machine,
                                     void (*body)(void *), void *argument,
                                     struct explore_timing *timing);

void explore_timing_clear(struct explore_timing *timing);

/*
 * The speed-ups of runs on more and more cores, over the first of them, and the
 * lines and locks of the run on `detail` cores.
 */
void explore_print_timings_text(FILE *stream, const char *name,
                                const struct explore_timing *timings,
                                size_t count, unsigned detail);
void explore_print_timings_json(FILE *stream, const char *name,
                                const struct explore_timing *timings,
                                size_t count);

/*
 * To be called by the body around the part that counts; without them all of it
 * does. Whoever calls them must be the only thread that runs.
 */
void explore_timing_start(void);
void explore_timing_stop(void);
