/*
 * statement.h - SQL with values, and what to say when it fails; what the files
 * of gradebook.h are made of.
 */
#ifndef PARCOURS_GRADEBOOK_STATEMENT_H
#define PARCOURS_GRADEBOOK_STATEMENT_H

#include <sqlite3.h>

#include "../text.h"
#include "gradebook.h"

struct gradebook {
    sqlite3 *db;
    char *path;
    unsigned patience; /* milliseconds, for another program that writes */
    struct text error;
};

/* A value for a question mark. */
struct value {
    enum { WORD, NUMBER, REAL, BYTES, NOTHING } kind;
    const char *bytes;
    size_t length;
    int64_t number;
    double real;
};

struct value value_word(const char *s);
struct value value_number(int64_t n);
struct value value_real(double r);

/* Notes a message of ours, or what SQLite says and what can be done about it;
 * false. */
bool statement_fail(struct gradebook *book, const char *message);
bool statement_failed(struct gradebook *book);

/* Several statements without values. */
bool statement_run(struct gradebook *book, const char *sql);

/* One that is ready to be stepped; NULL: it failed. */
sqlite3_stmt *statement_prepare(struct gradebook *book, const char *sql,
                                const struct value *values, size_t n);

/* Runs one that changes something; *id, unless NULL, is the number in the first
 * column that it returns. */
bool statement_change(struct gradebook *book, int64_t *id, const char *sql,
                      const struct value *values, size_t n);

#define COUNT(values) (sizeof(values) / sizeof *(values))

#define CHANGE(book, id, sql, ...)                                       \
    statement_change((book), (id), (sql), (struct value[]){__VA_ARGS__}, \
                     COUNT(((struct value[]){__VA_ARGS__})))

#endif
