/* task.c - one submission of a batch: graded and recorded. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../report.h"
#include "../verdict.h"
#include "merge.h"
#include "run.h"

static char *write_source(struct gradebook *book, const struct run *r,
                          const struct gradebook_task *t,
                          const struct exercise *e)
{
    size_t length = 0;
    char *content = gradebook_content(book, t->submission, &length);
    batch_must(book, r->batch, content != NULL);
    char *folder = files_draft("build/batch/grader");
    char *path = text_format("%s/%s", folder, e->file);
    files_make_folder(folder);
    files_write(path, content, length);
    free(content);
    free(folder);
    return path;
}

static json_t *grade_file(const struct run *r, const struct gradebook_task *t,
                          const struct exercise *e, const char *path,
                          enum grade_part part, bool *partial)
{
    struct result result;
    struct grading g = {.exercise = e,
                        .submission = path,
                        .tools = r->batch->tools,
                        .seed = r->batch->seed,
                        .part = part,
                        .others = true};
    grade(&g, &result);
    *partial = part == GRADE_UNTIMED && merge_waits(&result);
    json_t *json =
        report_json(&result, t->student, r->batch->seed, &r->machine);
    verdict_clear(&result);
    return json;
}

static enum state state_of(const json_t *result, bool partial)
{
    const char *verdict = json_string_value(json_object_get(result, "verdict"));
    if (partial)
        return PARTIAL;
    if (strcmp(verdict, "pass") == 0)
        return PASSED;
    return strcmp(verdict, "fail") == 0 || strcmp(verdict, "error") == 0
               ? FAILED
               : UNJUDGED;
}

/* What cannot be recorded for one cannot be for others either: they are not
 * begun. */
static void record(struct gradebook *book, const struct run *r,
                   const struct gradebook_task *t, const json_t *result,
                   bool partial)
{
    char *dump = json_dumps(result, JSON_COMPACT);
    struct grading_row row = {
        .session = r->session,
        .submission = t->submission,
        .grader = r->grader,
        .verdict = json_string_value(json_object_get(result, "verdict")),
        .cause = json_string_value(json_object_get(result, "cause")),
        .result = dump,
        .points = json_number_value(json_object_get(result, "points")),
        .max = json_number_value(json_object_get(result, "max")),
        .final = !partial};
    bool good = gradebook_record(book, &row);
    r->shared->given_up = !good || r->shared->given_up;
    batch_must(book, r->batch, good);
    free(dump);
}

/* The result of an earlier round that lacks its measurements, or NULL. */
static void keep_result(void *data, const char *const *columns)
{
    *(char **)data = text_copy(columns[0]);
}

static char *partial_result(struct gradebook *book, const struct run *r,
                            const struct gradebook_task *t)
{
    char *result = NULL, *id = text_format("%lld", (long long)t->submission);
    const char *arguments[] = {id, r->grader};
    batch_must(book, r->batch,
               gradebook_query(book,
                               "SELECT result FROM grading WHERE NOT final AND "
                               "submission = CAST(? AS INTEGER) AND grader = ? "
                               "ORDER BY id DESC LIMIT 1",
                               arguments, 2, keep_result, &result));
    free(id);
    return result;
}

enum state task_grade(struct gradebook *book, const struct run *r,
                      const struct gradebook_task *t, enum grade_part part)
{
    const struct exercise *e = episode_find(r->batch->episode, t->exercise);
    char *path = write_source(book, r, t, e);
    bool partial;
    json_t *json = grade_file(r, t, e, path, part, &partial);
    if (part == GRADE_TIMED) {
        char *before = partial_result(book, r, t);
        json = merge_timed(before, json, e);
        free(before);
    }
    enum state state = state_of(json, partial);
    record(book, r, t, json, partial);
    json_decref(json);
    free(path);
    return state;
}
