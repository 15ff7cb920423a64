/* export.c - see export.h and export_parts.h */
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "export.h"
#include "export_parts.h"

static const struct export formats[] = {
    {"autolab", export_autolab},       {"github", export_github},
    {"gradescope", export_gradescope}, {"html", export_html},
    {"junit", export_junit},           {"prairielearn", export_prairielearn},
};

enum { FORMATS = sizeof formats / sizeof *formats };

const struct export *export_find(const char *name)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

char *export_names(void)
{
    struct text t;
    text_init(&t);
    for (size_t i = 0; i < FORMATS; i++)
        text_addf(&t, "%s%s", i == 0 ? "" : ", ", formats[i].name);
    return t.bytes;
}

const char *export_string(const json_t *object, const char *member)
{
    const char *value = json_string_value(json_object_get(object, member));
    return value == NULL ? "" : value;
}

static double number(const json_t *object, const char *member)
{
    return json_number_value(json_object_get(object, member));
}

static bool is(const json_t *object, const char *verdict)
{
    return strcmp(export_string(object, "verdict"), verdict) == 0;
}

static bool judged(const json_t *object)
{
    return !is(object, "skipped") && !is(object, "inconclusive");
}

static enum export_kind kind_of(const json_t *result, const json_t *part)
{
    if (is(part, "pass"))
        return EXPORT_PASSED;
    if (is(part, "error"))
        return EXPORT_BROKEN;
    if (judged(part) || is(result, "fail") || is(result, "error"))
        return EXPORT_FAILED;
    return EXPORT_NEITHER;
}

static struct export_row read_row(const json_t *result, const json_t *part)
{
    struct export_row row = {
        .episode = export_string(result, "episode"),
        .exercise = export_string(result, "exercise"),
        .id = export_string(part, "id"),
        .title = export_string(part, "title"),
        .message = export_string(part, "message"),
        .evidence = export_string(part, "evidence"),
        .place = export_string(part, "first_cause"),
        .cause = export_string(part, "cause"),
        .steps = json_object_get(part, "steps"),
        .kind = kind_of(result, part),
        .points = number(part, "points"),
        .max = number(part, "max"),
    };
    if (row.kind == EXPORT_NEITHER)
        row.points = row.max = 0;
    return row;
}

void export_rows(const json_t *check,
                 void (*row)(const struct export_row *, void *), void *data)
{
    size_t i, k;
    const json_t *result, *part;
    json_array_foreach(json_object_get(check, "results"), i, result)
    {
        json_array_foreach(json_object_get(result, "checks"), k, part)
        {
            struct export_row r = read_row(result, part);
            r.number = (unsigned)i + 1;
            r.part = (unsigned)k;
            if (k > 0 || r.kind != EXPORT_PASSED)
                row(&r, data);
        }
    }
}

static void add_up(const struct export_row *row, void *data)
{
    struct export_sum *sum = data;
    sum->points += row->points;
    sum->max += row->max;
    sum->rows++;
    sum->failed += row->kind == EXPORT_FAILED;
    sum->broken += row->kind == EXPORT_BROKEN;
    sum->neither += row->kind == EXPORT_NEITHER;
}

struct export_sum export_sum(const json_t *check)
{
    struct export_sum sum = {0};
    export_rows(check, add_up, &sum);
    return sum;
}

char *export_text(const struct export_row *row)
{
    bool gap = *row->message != '\0' && *row->evidence != '\0';
    return text_format("%s%s%s", row->message, gap ? "\n\n" : "",
                       row->evidence);
}

void export_add_json(struct text *to, json_t *json, size_t flags)
{
    char *dump = json == NULL ? NULL : json_dumps(json, flags);
    if (dump == NULL)
        die("out of memory");
    text_addf(to, "%s\n", dump);
    free(dump);
    json_decref(json);
}
