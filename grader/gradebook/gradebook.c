/* gradebook.c - see gradebook.h */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../die.h"
#include "../text.h"
#include "gradebook.h"
#include "schema.h"

enum { PATIENCE_MS = 10000 }; /* for another process that writes */

struct gradebook {
    sqlite3 *db;
    struct text error;
};

/* --- statements ---------------------------------------------------------- */

static bool fail(struct gradebook *b, const char *message)
{
    text_clear(&b->error);
    text_init(&b->error);
    text_addf(&b->error, "%s", message);
    return false;
}

const char *gradebook_error(const struct gradebook *book)
{
    return book->error.bytes;
}

static bool run(struct gradebook *b, const char *sql)
{
    return sqlite3_exec(b->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           fail(b, sqlite3_errmsg(b->db));
}

/* A value for a question mark. */
struct value {
    enum { WORD, NUMBER, REAL, BYTES, NOTHING } kind;
    const char *bytes;
    size_t length;
    int64_t number;
    double real;
};

static struct value word(const char *s)
{
    return (struct value){.kind = WORD, .bytes = s};
}

static struct value number(int64_t n)
{
    return (struct value){.kind = NUMBER, .number = n};
}

static struct value real(double r)
{
    return (struct value){.kind = REAL, .real = r};
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

static sqlite3_stmt *prepare(struct gradebook *b, const char *sql,
                             const struct value *values, size_t n)
{
    sqlite3_stmt *s = NULL;
    int status = sqlite3_prepare_v2(b->db, sql, -1, &s, NULL);
    for (size_t i = 0; i < n && status == SQLITE_OK; i++)
        status = bind(s, (int)i + 1, &values[i]);
    if (status == SQLITE_OK)
        return s;
    fail(b, sqlite3_errmsg(b->db));
    sqlite3_finalize(s);
    return NULL;
}

#define COUNT(values) (sizeof(values) / sizeof *(values))

/* Runs a statement that changes something; *id, unless NULL, is the number in
 * the first column that it returns. */
static bool change(struct gradebook *b, int64_t *id, const char *sql,
                   const struct value *values, size_t n)
{
    sqlite3_stmt *s = prepare(b, sql, values, n);
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
        fail(b, sqlite3_errmsg(b->db));
    else if (!found)
        fail(b, "there is no such row");
    sqlite3_finalize(s);
    return good && found;
}

#define CHANGE(book, id, sql, ...)                             \
    change((book), (id), (sql), (struct value[]){__VA_ARGS__}, \
           COUNT(((struct value[]){__VA_ARGS__})))

/* --- opening ------------------------------------------------------------- */

static bool get_number(struct gradebook *b, const char *sql, int64_t *n)
{
    return change(b, n, sql, NULL, 0);
}

static bool migrate(struct gradebook *b, int64_t version)
{
    char *done = text_format("PRAGMA application_id = %d;"
                             "PRAGMA user_version = %d;",
                             SCHEMA_APPLICATION, schema_version);
    bool good = true;
    for (int64_t v = version; v < schema_version && good; v++)
        good = run(b, schema_steps[v]);
    good = good && run(b, done);
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
        return fail(b, "it is a database of something else");
    if (version > schema_version)
        return fail(b, "it was written by a newer version of Parcours; use "
                       "that version, or another file");
    return version == schema_version || migrate(b, version);
}

static bool prepare_file(struct gradebook *b)
{
    return run(b, "PRAGMA journal_mode = WAL") &&
           run(b, "PRAGMA foreign_keys = ON") &&
           run(b, "PRAGMA synchronous = FULL") && run(b, "BEGIN IMMEDIATE") &&
           bring_up_to_date(b) && run(b, "COMMIT");
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
            fail(b, "it is of another version and cannot be written"));
}

struct gradebook *gradebook_open(const char *path, char **why)
{
    struct gradebook *b = calloc(1, sizeof *b);
    if (b == NULL)
        die("out of memory");
    text_init(&b->error);
    bool fixed = is_read_only(path);
    int status =
        fixed ? open_read_only(path, &b->db) : sqlite3_open(path, &b->db);
    sqlite3_busy_timeout(b->db, PATIENCE_MS);
    if (status == SQLITE_OK && (fixed ? has_version(b) : prepare_file(b)))
        return b;
    if (status != SQLITE_OK)
        fail(b, sqlite3_errmsg(b->db));
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
    free(book);
}

bool gradebook_begin(struct gradebook *book)
{
    return run(book, "BEGIN IMMEDIATE");
}

bool gradebook_commit(struct gradebook *book)
{
    return run(book, "COMMIT");
}

/* --- what comes in ------------------------------------------------------- */

bool gradebook_student(struct gradebook *book, const struct student *s,
                       int64_t *id)
{
    struct value enrolled = {.kind = NOTHING};
    if (s->enrolment != ENROLMENT_UNKNOWN)
        enrolled = number(s->enrolment == ENROLLED);
    return CHANGE(
        book, id,
        "INSERT INTO student (key, name, email, number, enrolled) "
        "VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET "
        "name = iif(excluded.name = '', name, excluded.name), "
        "email = iif(excluded.email = '', email, excluded.email), "
        "number = iif(excluded.number = '', number, excluded.number), "
        "enrolled = coalesce(excluded.enrolled, enrolled) RETURNING id",
        word(s->key), word(s->name), word(s->email), word(s->number), enrolled);
}

bool gradebook_submission(struct gradebook *book, const struct submission *s,
                          int64_t *id)
{
    struct value content = {
        .kind = BYTES, .bytes = s->content, .length = s->length};
    return CHANGE(
        book, id,
        "INSERT INTO submission (student, episode, exercise, received, "
        "origin, content, late) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (student, episode, exercise, content) DO UPDATE SET "
        "received = min(received, excluded.received), "
        "late = min(late, excluded.late) RETURNING id",
        number(s->student), word(s->episode), word(s->exercise),
        number(s->received), word(s->origin), content, number(s->late));
}

bool gradebook_session(struct gradebook *book, const char *what,
                       const char *grader, const char *machine, int64_t *id)
{
    return CHANGE(book, id,
                  "INSERT INTO session (what, grader, machine, started) "
                  "VALUES (?, ?, ?, ?) RETURNING id",
                  word(what), word(grader), word(machine),
                  number((int64_t)time(NULL)));
}

bool gradebook_session_end(struct gradebook *book, int64_t session)
{
    return CHANGE(book, NULL, "UPDATE session SET ended = ? WHERE id = ?",
                  number((int64_t)time(NULL)), number(session));
}

bool gradebook_record(struct gradebook *book, const struct grading_row *r)
{
    return CHANGE(book, NULL,
                  "INSERT INTO grading (session, submission, grader, final, "
                  "verdict, cause, points, max, result, at) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  number(r->session), number(r->submission), word(r->grader),
                  number(r->final), word(r->verdict), word(r->cause),
                  real(r->points), real(r->max), word(r->result),
                  number((int64_t)time(NULL)));
}

bool gradebook_deadline(struct gradebook *book, const char *episode,
                        const char *exercise, int64_t due, double percent,
                        int64_t grace)
{
    return CHANGE(book, NULL,
                  "INSERT OR REPLACE INTO deadline VALUES (?, ?, ?, ?, ?)",
                  word(episode), word(exercise), number(due), real(percent),
                  number(grace));
}

static bool find_student(struct gradebook *book, const char *key, int64_t *id)
{
    if (CHANGE(book, id, "SELECT id FROM student WHERE key = ?", word(key)))
        return true;
    char *why = text_format("there is no student \"%s\" in it", key);
    fail(book, why);
    free(why);
    return false;
}

bool gradebook_note(struct gradebook *book, const char *student,
                    const char *exercise, const char *who, const char *text)
{
    int64_t id;
    return find_student(book, student, &id) &&
           CHANGE(book, NULL,
                  "INSERT INTO note (student, exercise, who, at, text) "
                  "VALUES (?, ?, ?, ?, ?)",
                  number(id), word(exercise), word(who),
                  number((int64_t)time(NULL)), word(text));
}

bool gradebook_override(struct gradebook *book, const char *student,
                        const char *episode, const char *exercise,
                        double points, const char *who, const char *why)
{
    int64_t id;
    struct value value = {.kind = NOTHING};
    if (points >= 0)
        value = real(points);
    return find_student(book, student, &id) &&
           CHANGE(book, NULL,
                  "INSERT INTO override (student, episode, exercise, points, "
                  "who, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
                  number(id), word(episode), word(exercise), value, word(who),
                  number((int64_t)time(NULL)), word(why));
}

/* --- what comes out ------------------------------------------------------ */

bool gradebook_query(struct gradebook *book, const char *sql,
                     const char *const *arguments, size_t count,
                     void (*row)(void *data, const char *const *columns),
                     void *data)
{
    enum { MOST = 16 };
    struct value values[MOST];
    const char *columns[MOST] = {NULL};
    if (count > MOST)
        die("a query with %zu arguments", count);
    for (size_t i = 0; i < count; i++)
        values[i] = word(arguments[i]);
    sqlite3_stmt *s = prepare(book, sql, values, count);
    if (s == NULL)
        return false;
    int status, width = sqlite3_column_count(s);
    while ((status = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < width && i < MOST; i++)
            columns[i] = (const char *)sqlite3_column_text(s, i);
        row(data, columns);
    }
    bool good = status == SQLITE_DONE || fail(book, sqlite3_errmsg(book->db));
    sqlite3_finalize(s);
    return good;
}

static char *copy(const char *s)
{
    return s == NULL ? NULL : text_copy(s);
}

struct list {
    struct gradebook_task *tasks;
    size_t count;
};

static void add_task(void *data, const char *const *columns)
{
    struct list *l = data;
    l->tasks = realloc(l->tasks, (l->count + 1) * sizeof *l->tasks);
    if (l->tasks == NULL)
        die("out of memory");
    l->tasks[l->count++] =
        (struct gradebook_task){.submission = strtoll(columns[0], NULL, 10),
                                .episode = copy(columns[1]),
                                .exercise = copy(columns[2]),
                                .student = copy(columns[3]),
                                .partial = copy(columns[4])};
}

bool gradebook_tasks(struct gradebook *book, const char *episode,
                     const char *grader, bool force,
                     struct gradebook_task **tasks, size_t *count)
{
    struct list list = {0};
    const char *arguments[] = {grader, episode == NULL ? "" : episode,
                               force ? "1" : "0"};
    bool good = gradebook_query(
        book,
        "WITH newest AS (SELECT * FROM (SELECT *, row_number() OVER "
        "  (PARTITION BY student, episode, exercise "
        "   ORDER BY received DESC, id DESC) AS place FROM submission) "
        "  WHERE place = 1) "
        "SELECT n.id, n.episode, n.exercise, t.key, "
        "  (SELECT result FROM grading WHERE submission = n.id AND "
        "   grader = ?1 AND NOT final AND ?3 = '0' ORDER BY id DESC LIMIT 1) "
        "FROM newest n JOIN student t ON t.id = n.student "
        "WHERE ?2 IN ('', n.episode) AND (?3 = '1' OR NOT EXISTS "
        "  (SELECT 1 FROM grading WHERE submission = n.id AND grader = ?1 "
        "   AND final AND verdict IN ('pass', 'fail', 'error'))) "
        "ORDER BY n.id",
        arguments, COUNT(arguments), add_task, &list);
    if (!good) {
        gradebook_tasks_free(list.tasks, list.count);
        return false;
    }
    *tasks = list.tasks;
    *count = list.count;
    return true;
}

void gradebook_tasks_free(struct gradebook_task *tasks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(tasks[i].episode);
        free(tasks[i].exercise);
        free(tasks[i].student);
        free(tasks[i].partial);
    }
    free(tasks);
}

char *gradebook_content(struct gradebook *book, int64_t submission,
                        size_t *length)
{
    struct value id = number(submission);
    char *bytes = NULL;
    sqlite3_stmt *s =
        prepare(book, "SELECT content FROM submission WHERE id = ?", &id, 1);
    if (s == NULL)
        return NULL;
    if (sqlite3_step(s) == SQLITE_ROW) {
        *length = (size_t)sqlite3_column_bytes(s, 0);
        bytes = malloc(*length + 1);
        if (bytes == NULL)
            die("out of memory");
        if (*length > 0)
            memcpy(bytes, sqlite3_column_blob(s, 0), *length);
        bytes[*length] = '\0';
    } else {
        fail(book, "there is no such submission");
    }
    sqlite3_finalize(s);
    return bytes;
}
