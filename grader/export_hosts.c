/*
 * export_hosts.c - PrairieLearn's results.json (its documentation, "External
 * grading") and Autolab's last line of output (its documentation, "Guide for
 * lab authors").
 */
#include <stdlib.h>

#include "export_parts.h"

static void add_test(const struct export_row *row, void *data)
{
    char *name = text_format("%s/%s: %s", row->episode, row->exercise, row->id);
    char *output = export_text(row);
    json_array_append_new(
        data, json_pack("{ss, ss, sf, sf, ss, ss}", "name", name, "description",
                        row->title, "points", row->points, "max_points",
                        row->max, "message", row->message, "output", output));
    free(output);
    free(name);
}

void export_prairielearn(const json_t *check, struct text *to)
{
    struct export_sum sum = export_sum(check);
    json_t *tests = json_array();
    export_rows(check, add_test, tests);
    bool any = sum.max > 0;
    json_t *json =
        json_pack("{sb, sf, ss, ss, so}", "gradable", any, "score",
                  any ? sum.points / sum.max : 0.0, "message",
                  any ? "" : "nothing could be judged; each test says why",
                  "output", "", "tests", tests);
    export_add_json(to, json, JSON_INDENT(2));
}

static void add_feedback(const struct export_row *row, void *data)
{
    static const char *const words[] = {[EXPORT_PASSED] = "ok",
                                        [EXPORT_FAILED] = "FAIL",
                                        [EXPORT_BROKEN] = "FAIL",
                                        [EXPORT_NEITHER] = "not judged"};
    char *body = export_text(row);
    text_addf(data, "%s/%s: %s %g/%g (%s)\n%s%s", row->episode, row->exercise,
              words[row->kind], row->points, row->max, row->title, body,
              *body == '\0' ? "" : "\n");
    free(body);
}

/* Problems are named like exercises; Autolab wants one number for each. */
void export_autolab(const json_t *check, struct text *to)
{
    size_t i;
    json_t *result, *scores = json_object(), *board = json_array();
    export_rows(check, add_feedback, to);
    json_array_foreach(json_object_get(check, "results"), i, result)
    {
        json_t *points = json_object_get(result, "points");
        json_object_set(scores, export_string(result, "exercise"), points);
        json_array_append(board, points);
    }
    export_add_json(
        to, json_pack("{so, so}", "scores", scores, "scoreboard", board),
        JSON_COMPACT);
}
