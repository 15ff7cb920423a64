/* What the runs have found, put together. */
#pragma once

#include <stdbool.h>

enum { REPORT_MOST = 200, REPORT_TEXTS = 8 };

struct found {
    char *line; /* the record, cut into texts */
    const char *kind;
    int lines[2];
    const char *text[REPORT_TEXTS]; /* the first says what, the last advises */
    int texts;
    long seed; /* of the first schedule that shows it */
    int runs;  /* schedules that showed it */
};

struct report {
    struct found found[REPORT_MOST];
    int count;
    int runs;
    int status; /* of the first run, as waitpid() tells */
    double seconds;
    struct found doubt; /* see doubt.h: the last text is the outcome */
};

/* Adds what a run under `seed` has written to `file`, and empties the file. */
void report_read(struct report *report, const char *file, long seed);

/* What was in doubt is one: the outcome differs. */
void report_settle(struct report *report);

/* Mistakes, without notes and what could not be judged. */
int report_mistakes(const struct report *report);
bool report_not_judged(const struct report *report);

void report_text(const struct report *report, const char *source);

/* False if the file could not be written. */
bool report_json(const struct report *report, const char *source,
                 const char *file);
