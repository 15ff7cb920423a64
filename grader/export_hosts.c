/*
 * export_hosts.c - PrairieLearn's results.json (its documentation, "External
 * grading") and Autolab's last line of output (its documentation, "Guide for
 * lab authors").
 */
#include <stdlib.h>
#include <string.h>

#include "export_parts.h"

/* PrairieLearn reads no file above a megabyte; in JSON a byte can take six. */
enum { OUTPUT_MOST = 150000 };

/* Tests under construction, and what room each has for its output. */
struct tests {
    json_t *list;
    size_t room;
};

/* No more than that many bytes, and whole characters. */
static void cut(char *output, size_t room)
{
    static const char more[] = "\n(the rest is cut off)";
    size_t length = strlen(output);
    if (length <= room || room <= sizeof more)
        return;
    length = room - sizeof more;
    while (length > 0 && ((unsigned char)output[length] & 0xc0) == 0x80)
        length--;
    memcpy(output + length, more, sizeof more);
}

static void add_test(const struct export_row *row, void *data)
{
    struct tests *tests = data;
    char *name = text_format("%s/%s: %s", row->episode, row->exercise, row->id);
    char *output = export_text(row);
    cut(output, tests->room);
    json_array_append_new(tests->list,
                          json_pack("{ss, ss, sf, sf, ss, ss}", "name", name,
                                    "description", row->title, "points",
                                    row->points, "max_points", row->max,
                                    "message", row->message, "output", output));
    free(output);
    free(name);
}

/* What is not gradable takes no attempt and no points from anybody; why is
 * shown from "format_errors" then. */
void export_prairielearn(const json_t *check, struct text *to)
{
    static const char why[] = "nothing could be judged; each test says why";
    struct export_sum sum = export_sum(check);
    struct tests tests = {json_array(), OUTPUT_MOST / (sum.rows + 1)};
    export_rows(check, add_test, &tests);
    bool any = sum.max > 0 || sum.failed + sum.broken > 0;
    json_t *json = json_pack("{sb, ss, ss, so}", "gradable", any, "message",
                             any ? "" : why, "output", "", "tests", tests.list);
    if (any)
        json_object_set_new(
            json, "score", json_real(sum.max > 0 ? sum.points / sum.max : 0.0));
    else
        json_object_set_new(json, "format_errors", json_string(why));
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

static bool is_judged(const json_t *result)
{
    const char *verdict = export_string(result, "verdict");
    return strcmp(verdict, "skipped") != 0 &&
           strcmp(verdict, "inconclusive") != 0;
}

/* Problems are named like exercises; one that was not judged is left out, and
 * keeps the score that it has. Without any score Autolab says that grading
 * failed. */
void export_autolab(const json_t *check, struct text *to)
{
    size_t i;
    json_t *result, *scores = json_object(), *board = json_array();
    export_rows(check, add_feedback, to);
    json_array_foreach(json_object_get(check, "results"), i, result)
    {
        json_t *points = json_object_get(result, "points");
        if (is_judged(result))
            json_object_set(scores, export_string(result, "exercise"), points);
        json_array_append(board, points);
    }
    export_add_json(
        to, json_pack("{so, so}", "scores", scores, "scoreboard", board),
        JSON_COMPACT);
}
