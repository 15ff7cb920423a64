/* chunk.c - the small gradebooks of a run on a cluster; see cluster_parts.h */
#include <stdlib.h>

#include "../die.h"
#include "../files.h"
#include "cluster_parts.h"

static void ignore(void *data, const char *const *columns)
{
    (void)data, (void)columns;
}

static void ask(struct gradebook *book, const struct batch *b, const char *sql,
                const char *first, const char *second)
{
    const char *arguments[] = {first, second};
    batch_must(book, b,
               gradebook_query(book, sql, arguments,
                               (first != NULL) + (second != NULL), ignore,
                               NULL));
}

/* A gradebook with these submissions and no gradings, under their numbers. */
void chunk_write(const struct array *r, size_t number,
                 const struct gradebook_task *tasks, size_t count)
{
    char *path = text_format("%s/chunk-%zu.db", r->folder, number), *why;
    char *whole = cluster_absolute(r->batch->gradebook);
    struct gradebook *part = gradebook_open(path, &why);
    if (part == NULL)
        die("%s", why);
    ask(part, r->batch, "ATTACH ? AS whole", whole, NULL);
    ask(part, r->batch, "BEGIN", NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        char *id = text_format("%lld", (long long)tasks[i].submission);
        ask(part, r->batch,
            "INSERT OR IGNORE INTO student SELECT t.* FROM whole.student t "
            "JOIN whole.submission s ON s.student = t.id "
            "WHERE s.id = CAST(? AS INTEGER)",
            id, NULL);
        ask(part, r->batch,
            "INSERT INTO submission SELECT * FROM whole.submission "
            "WHERE id = CAST(? AS INTEGER)",
            id, NULL);
        free(id);
    }
    ask(part, r->batch, "COMMIT", NULL, NULL);
    gradebook_close(part);
    free(whole);
    free(path);
}

static char *done_path(const struct array *r, size_t number)
{
    return text_format("%s/done-%zu.db", r->folder, number);
}

bool chunk_is_done(const struct array *r, size_t number)
{
    char *path = done_path(r, number);
    bool is = files_exist(path);
    free(path);
    return is;
}

/* The name of the chunk's session is looked for first: a chunk that has been
 * gathered already adds nothing. */
void chunk_gather(struct gradebook *book, const struct array *r, size_t number)
{
    const struct batch *b = r->batch;
    char *path = done_path(r, number);
    char *name = text_format("%s chunk %zu", r->job, number);
    if (files_exist(path)) {
        ask(book, b, "ATTACH ? AS part", path, NULL);
        ask(book, b, "BEGIN IMMEDIATE", NULL, NULL);
        ask(book, b,
            "INSERT INTO session (what, grader, machine, started, ended) "
            "SELECT ?1, grader, machine, started, ended FROM part.session "
            "WHERE NOT EXISTS (SELECT 1 FROM session WHERE what = ?1) "
            "ORDER BY id DESC LIMIT 1",
            name, NULL);
        ask(book, b,
            "INSERT INTO grading (session, submission, grader, final, "
            "  verdict, cause, points, max, result, at) "
            "SELECT s.id, g.submission, g.grader, g.final, g.verdict, "
            "  g.cause, g.points, g.max, g.result, g.at "
            "FROM part.grading g JOIN session s ON s.what = ? "
            "WHERE NOT EXISTS (SELECT 1 FROM grading WHERE session = s.id) "
            "ORDER BY g.id",
            name, NULL);
        ask(book, b, "COMMIT", NULL, NULL);
        ask(book, b, "DETACH part", NULL, NULL);
    }
    free(name);
    free(path);
}
