/* gradebook.c - see gradebook.h; entries.c and tasks.c have the rest. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../die.h"
#include "schema.h"
#include "statement.h"

enum { PATIENCE_MS = 10000 };

const char *gradebook_error(const struct gradebook *book)
{
    return book->error.bytes;
}

/* --- opening ------------------------------------------------------------- */

static bool get_number(struct gradebook *b, const char *sql, int64_t *n)
{
    return statement_change(b, n, sql, NULL, 0);
}

static bool migrate(struct gradebook *b, int64_t version)
{
    char *done = text_format("PRAGMA application_id = %d;"
                             "PRAGMA user_version = %d;",
                             SCHEMA_APPLICATION, schema_version);
    bool good = true;
    for (int64_t v = version; v < schema_version && good; v++)
        good = statement_run(b, schema_steps[v]);
    good = good && statement_run(b, done);
    free(done);
    return good;
}

/* Inside a transaction, so that two processes do not both do it. */
static bool bring_up_to_date(struct gradebook *b)
{
    int64_t version, application, tables;
    if (!get_number(b, "PRAGMA user_version", &version) ||
        !get_number(b, "PRAGMA application_id", &application) ||
        !get_number(b, "SELECT count(*) FROM sqlite_schema", &tables))
        return false;
    if (tables > 0 && application != SCHEMA_APPLICATION)
        return statement_fail(b, "it is a database of something else");
    if (version > schema_version)
        return statement_fail(
            b, "it was written by a newer version of Parcours; use "
               "that version, or another file");
    return version == schema_version || migrate(b, version);
}

static bool is_up_to_date(struct gradebook *b)
{
    int64_t version = 0, application = 0;
    return get_number(b, "PRAGMA user_version", &version) &&
           get_number(b, "PRAGMA application_id", &application) &&
           version == schema_version && application == SCHEMA_APPLICATION;
}

/* Who only reads one that is up to date waits for nobody who writes. */
static bool prepare_file(struct gradebook *b)
{
    return statement_run(b, "PRAGMA journal_mode = WAL") &&
           statement_run(b, "PRAGMA foreign_keys = ON") &&
           statement_run(b, "PRAGMA synchronous = FULL") &&
           (is_up_to_date(b) ||
            (statement_run(b, "BEGIN IMMEDIATE") && bring_up_to_date(b) &&
             statement_run(b, "COMMIT")));
}

/* Somebody else writes: waits, and says so once if it takes long. */
static int wait_for_others(void *data, int tries)
{
    const struct gradebook *b = data;
    const unsigned step_ms = 5, quiet_ms = 4000;
    unsigned waited = (unsigned)tries * step_ms;
    if (waited == quiet_ms)
        fprintf(stderr,
                "%s: somebody else writes to it; waiting for up to %u s\n",
                b->path, b->patience / 1000);
    if (waited >= b->patience)
        return 0;
    nanosleep(&(struct timespec){.tv_nsec = step_ms * 1000000l}, NULL);
    return 1;
}

/* It is there, and nobody can write it: a backup, an archive. */
static bool is_read_only(const char *path)
{
    return access(path, R_OK) == 0 && access(path, W_OK) != 0;
}

/* Such a file is read as it is; SQLite's "immutable" asks for no other files
 * beside it. */
static int open_read_only(const char *path, sqlite3 **db)
{
    struct text uri;
    text_init(&uri);
    text_addf(&uri, "file:");
    for (const char *at = path; *at != '\0'; at++)
        text_addf(&uri, strchr("?#%", *at) != NULL ? "%%%02x" : "%c", *at);
    text_addf(&uri, "?immutable=1");
    int status = sqlite3_open_v2(uri.bytes, db,
                                 SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    text_clear(&uri);
    return status;
}

/* What cannot be written cannot be brought up to date either. */
static bool has_version(struct gradebook *b)
{
    int64_t version = 0;
    return get_number(b, "PRAGMA user_version", &version) &&
           (version == schema_version ||
            statement_fail(b,
                           "it is of another version and cannot be written"));
}

struct gradebook *gradebook_open(const char *path, char **why)
{
    struct gradebook *b = calloc(1, sizeof *b);
    if (b == NULL)
        die("out of memory");
    text_init(&b->error);
    b->path = text_copy(path);
    b->patience = PATIENCE_MS;
    bool fixed = is_read_only(path);
    int status =
        fixed ? open_read_only(path, &b->db) : sqlite3_open(path, &b->db);
    sqlite3_busy_handler(b->db, wait_for_others, b);
    if (status == SQLITE_OK && (fixed ? has_version(b) : prepare_file(b)))
        return b;
    if (status != SQLITE_OK)
        statement_failed(b);
    *why = text_format("%s: %s", path, b->error.bytes);
    gradebook_close(b);
    return NULL;
}

void gradebook_close(struct gradebook *book)
{
    if (book == NULL)
        return;
    sqlite3_close(book->db);
    text_clear(&book->error);
    free(book->path);
    free(book);
}

void gradebook_patience(struct gradebook *book, unsigned milliseconds)
{
    book->patience = milliseconds;
}

bool gradebook_begin(struct gradebook *book)
{
    return statement_run(book, "BEGIN IMMEDIATE");
}

bool gradebook_commit(struct gradebook *book)
{
    return statement_run(book, "COMMIT");
}
