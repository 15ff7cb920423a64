/*
 * export_junit.c - JUnit XML: a suite for each exercise, a case for each
 * check. What is wrong, racy or slow is a failure, what does not build,
 * crashes or hangs an error, what was not judged is skipped.
 */
#include <stdlib.h>
#include <string.h>

#include "export_parts.h"
#include "markup.h"

static void add_attribute(struct text *to, const char *name, const char *value)
{
    text_addf(to, " %s=\"", name);
    markup_add(to, value);
    text_addf(to, "\"");
}

static void add_outcome(const struct export_row *row, const char *tag,
                        struct text *to)
{
    char *body = export_text(row);
    text_addf(to, "\n      <%s", tag);
    add_attribute(to, "message", row->message);
    if (row->kind != EXPORT_NEITHER)
        add_attribute(to, "type", row->cause);
    text_addf(to, ">");
    markup_add(to, body);
    text_addf(to, "</%s>\n    ", tag);
    free(body);
}

static void add_case(const struct export_row *row, void *data)
{
    static const char *const tags[] = {[EXPORT_FAILED] = "failure",
                                       [EXPORT_BROKEN] = "error",
                                       [EXPORT_NEITHER] = "skipped"};
    struct text *to = data;
    char *class = text_format("%s.%s", row->episode, row->exercise);
    text_addf(to, "    <testcase");
    add_attribute(to, "classname", class);
    add_attribute(to, "name", row->id);
    text_addf(to, ">");
    if (row->kind != EXPORT_PASSED)
        add_outcome(row, tags[row->kind], to);
    text_addf(to, "</testcase>\n");
    free(class);
}

static void add_counts(struct text *to, const json_t *check)
{
    struct export_sum sum = export_sum(check);
    text_addf(to,
              " tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\">\n",
              sum.rows, sum.failed, sum.broken, sum.neither);
}

static void add_suite(struct text *to, json_t *result)
{
    json_t *alone = json_pack("{s[O]}", "results", result);
    char *name = text_format("%s/%s", export_string(result, "episode"),
                             export_string(result, "exercise"));
    text_addf(to, "  <testsuite");
    add_attribute(to, "name", name);
    add_counts(to, alone);
    export_rows(alone, add_case, to);
    text_addf(to, "  </testsuite>\n");
    free(name);
    json_decref(alone);
}

void export_junit(const json_t *check, struct text *to)
{
    size_t i;
    json_t *result;
    text_addf(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    add_attribute(to, "name", "parcours");
    add_counts(to, check);
    json_array_foreach(json_object_get(check, "results"), i, result)
        add_suite(to, result);
    text_addf(to, "</testsuites>\n");
}
