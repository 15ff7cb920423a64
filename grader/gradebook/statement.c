/* statement.c - see statement.h */
#include <stdlib.h>

#include "statement.h"

struct value value_word(const char *s)
{
    return (struct value){.kind = WORD, .bytes = s};
}

struct value value_number(int64_t n)
{
    return (struct value){.kind = NUMBER, .number = n};
}

struct value value_real(double r)
{
    return (struct value){.kind = REAL, .real = r};
}

bool statement_fail(struct gradebook *b, const char *message)
{
    text_clear(&b->error);
    text_init(&b->error);
    text_addf(&b->error, "%s", message);
    return false;
}

/* What SQLite says, and what whoever grades can do. */
static const char *remedy(int code)
{
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "; another program keeps it so: close what has it open, then "
               "call this again, nothing that is recorded is lost";
    case SQLITE_FULL:
        return "; make room, then call this again, nothing that is recorded "
               "is lost";
    case SQLITE_CORRUPT:
        return "; put a copy of it back, or save what can be read: sqlite3 OLD "
               ".recover | sqlite3 NEW";
    case SQLITE_NOTADB:
        return "; name another file: GRADEBOOK=";
    case SQLITE_READONLY:
        return "; make it writable, or copy it to where you may write";
    default:
        return "";
    }
}

bool statement_failed(struct gradebook *b)
{
    char *why = text_format("%s%s", sqlite3_errmsg(b->db),
                            remedy(sqlite3_errcode(b->db) & 0xff));
    statement_fail(b, why);
    free(why);
    return false;
}

bool statement_run(struct gradebook *b, const char *sql)
{
    return sqlite3_exec(b->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           statement_failed(b);
}

static int bind(sqlite3_stmt *s, int at, const struct value *v)
{
    switch (v->kind) {
    case WORD:
        return sqlite3_bind_text(s, at, v->bytes, -1, SQLITE_STATIC);
    case NUMBER:
        return sqlite3_bind_int64(s, at, v->number);
    case REAL:
        return sqlite3_bind_double(s, at, v->real);
    case BYTES:
        return sqlite3_bind_blob64(s, at, v->bytes, v->length, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(s, at);
    }
}

sqlite3_stmt *statement_prepare(struct gradebook *b, const char *sql,
                                const struct value *values, size_t n)
{
    sqlite3_stmt *s = NULL;
    int status = sqlite3_prepare_v2(b->db, sql, -1, &s, NULL);
    for (size_t i = 0; i < n && status == SQLITE_OK; i++)
        status = bind(s, (int)i + 1, &values[i]);
    if (status == SQLITE_OK)
        return s;
    statement_failed(b);
    sqlite3_finalize(s);
    return NULL;
}

bool statement_change(struct gradebook *b, int64_t *id, const char *sql,
                      const struct value *values, size_t n)
{
    sqlite3_stmt *s = statement_prepare(b, sql, values, n);
    if (s == NULL)
        return false;
    int status = sqlite3_step(s);
    if (status == SQLITE_ROW && id != NULL)
        *id = sqlite3_column_int64(s, 0);
    bool found = status == SQLITE_ROW || id == NULL;
    while (status == SQLITE_ROW)
        status = sqlite3_step(s);
    bool good = status == SQLITE_DONE;
    if (!good)
        statement_failed(b);
    else if (!found)
        statement_fail(b, "there is no such row");
    sqlite3_finalize(s);
    return good && found;
}
