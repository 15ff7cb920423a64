/*
 * export_gradescope.c - results.json as Gradescope's autograder platform
 * reads it (its documentation, "Autograder Specifications").
 */
#include <stdlib.h>

#include "export_parts.h"

static void add_test(const struct export_row *row, void *data)
{
    char *name = text_format("%s/%s: %s", row->episode, row->exercise,
                             row->part == 0 ? "builds" : row->title);
    char *number = text_format("%u.%u", row->number, row->part);
    char *output = export_text(row);
    json_t *test =
        json_pack("{ss, ss, sf, sf, ss, ss, ss}", "name", name, "number",
                  number, "score", row->points, "max_score", row->max, "output",
                  output, "output_format", "text", "visibility", "visible");
    if (row->kind != EXPORT_NEITHER)
        json_object_set_new(
            test, "status",
            json_string(row->kind == EXPORT_PASSED ? "passed" : "failed"));
    json_array_append_new(data, test);
    free(output);
    free(number);
    free(name);
}

static json_t *extra(const json_t *check)
{
    const json_t *first = json_array_get(json_object_get(check, "results"), 0);
    json_t *seed = json_object_get(first, "seed");
    return json_pack("{ss, sO?}", "tool", export_string(first, "tool"), "seed",
                     seed);
}

void export_gradescope(const json_t *check, struct text *to)
{
    json_t *tests = json_array();
    struct export_sum sum = export_sum(check);
    export_rows(check, add_test, tests);
    json_t *json =
        json_pack("{ss, ss, ss, so, so}", "output",
                  sum.neither == 0 ? ""
                                   : "Some checks were not judged; each "
                                     "says why.",
                  "output_format", "text", "stdout_visibility", "hidden",
                  "extra_data", extra(check), "tests", tests);
    export_add_json(to, json, JSON_INDENT(2));
}
