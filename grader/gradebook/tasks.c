/* tasks.c - what comes out of a gradebook: questions, and what is to be
 * graded. */
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "statement.h"

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
        values[i] = value_word(arguments[i]);
    sqlite3_stmt *s = statement_prepare(book, sql, values, count);
    if (s == NULL)
        return false;
    int status, width = sqlite3_column_count(s);
    while ((status = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < width && i < MOST; i++)
            columns[i] = (const char *)sqlite3_column_text(s, i);
        row(data, columns);
    }
    bool good = status == SQLITE_DONE || statement_failed(book);
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
    struct value id = value_number(submission);
    char *bytes = NULL;
    sqlite3_stmt *s = statement_prepare(
        book, "SELECT content FROM submission WHERE id = ?", &id, 1);
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
        statement_fail(book, "there is no such submission");
    }
    sqlite3_finalize(s);
    return bytes;
}
