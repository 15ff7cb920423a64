/*
 * mutant.h - a right program with one mistake put in.
 *
 * Mistakes are those that people make with threads: a lock or a join left
 * out, a lock that covers too little, `while` become `if`, the wrong order.
 * They are put in by rules on lines of source, so the same solution gives the
 * same mutants everywhere.
 */
#ifndef PARCOURS_MUTANT_H
#define PARCOURS_MUTANT_H

#include <stddef.h>

struct text;

struct mutant {
    const char *kind; /* "lock left out" */
    char *function;   /* that it is in */
    unsigned line;    /* the first that was changed, from 1 */
    char *was, *is;   /* that line, trimmed; `is` is "" if it is gone */
    char *source;     /* the whole file */
};

struct mutants {
    struct mutant *list;
    size_t count;
};

/* A source file, line by line. */
struct source {
    char **lines; /* without \n */
    size_t count;
};

void source_read(const char *path, struct source *s);
void source_clear(struct source *s);

/* A line that holds code: not one of a comment, of the preprocessor, or of
 * what makes and unmakes locks (on memory that is zero, leaving this out
 * changes nothing with glibc). */
int source_is_code(const struct source *s, size_t line);

/* A simple statement on a line of its own. */
int source_is_statement(const struct source *s, size_t line);

/* The whole text with lines [from, to) replaced by `instead`, NULL: gone. */
void mutants_add(struct mutants *m, const struct source *s, const char *kind,
                 size_t from, size_t to, const char *instead);

/* All mutants by rules about one line, and by rules about several. */
void mutants_by_line(struct mutants *m, const struct source *s);
void mutants_by_order(struct mutants *m, const struct source *s);

void mutants_clear(struct mutants *m);

#endif
