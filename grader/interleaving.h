/*
 * interleaving.h - what the threads did, step by step, in the schedule that
 * went wrong.  Pure: the explorer's report in, a struct and a table out.
 */
#ifndef PARCOURS_INTERLEAVING_H
#define PARCOURS_INTERLEAVING_H

#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct text;

/* Thread 0 is the main thread; the scenario's threads are 1, 2, ... */
struct interleaving_step {
    unsigned number; /* within the schedule */
    bool call;       /* of an operation of the scenario: `what` is "push()" */
    unsigned thread;
    char *file; /* without folders; "" if not known */
    unsigned line;
    char *source; /* text of the line */
    char *what;   /* "count is 1", "locks lock", ... */
    bool fatal;   /* where it went wrong */
};

struct interleaving {
    char *title;    /* "data race", "lost wake-up" */
    char *text;     /* sentences; lines end with \n */
    char *schedule; /* string that replays it */
    unsigned preemptions;
    bool fewest;         /* no schedule with fewer shows it */
    unsigned long count; /* schedules of the search that showed it */
    struct interleaving_step *steps;
    size_t nsteps, shown;   /* of these, up to the one that went wrong */
    unsigned long left_out; /* steps of a long schedule */
};

/* Reads a finding of the explorer's report. To be freed by
 * interleaving_free; NULL is fine for it. */
struct interleaving *interleaving_read(const struct json_t *finding);
void interleaving_free(struct interleaving *i);

/* The line of `file` where it went wrong; 0: it is not in that file. */
unsigned interleaving_line(const struct interleaving *i, const char *file);

/* Steps that are shown together. Strings belong to the interleaving. */
struct interleaving_row {
    unsigned number, thread;
    unsigned line;       /* 0: an operation of the scenario, "push()" */
    const char *text;    /* the source line, or what the step says by itself */
    const char **values; /* "count is 1", "count := 2" */
    size_t nvalues;
    bool fatal;
};

struct interleaving_rows {
    struct interleaving_row *list;
    size_t count;
    size_t left_out, gap; /* so many before number `gap` are not in the list */
};

/* The rows of `file`. Steps in other files are left out, and what the main
 * thread did before there were others. */
struct interleaving_rows interleaving_rows(const struct interleaving *i,
                                           const char *file);
void interleaving_rows_free(struct interleaving_rows *rows);

/* The same for the result file: {title, schedule, preemptions, rows}. */
struct json_t *interleaving_json(const struct interleaving *i,
                                 const char *file);

/* One column per thread, one row per source line of `file`, with what each
 * step did to shared data; at most `width` columns. */
void interleaving_table(const struct interleaving *i, const char *file,
                        unsigned width, struct text *to);

#endif
