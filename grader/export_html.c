/*
 * export_html.c - a check as one page for people; see page.h and
 * export_html.h.
 */
#include <stdlib.h>

#include "export_html.h"
#include "export_parts.h"
#include "page.h"

static void add_steps(const struct export_row *row, struct text *to)
{
    char *id = text_format("%s-%s", row->exercise, row->id);
    export_steps(row->steps, id, to);
    free(id);
}

static void add_check(const struct export_row *row, void *data)
{
    static const struct {
        const char *class, *word;
    } kinds[] = {[EXPORT_PASSED] = {"passed", "passed"},
                 [EXPORT_FAILED] = {"failed", "not passed"},
                 [EXPORT_BROKEN] = {"failed", "not passed"},
                 [EXPORT_NEITHER] = {"neither", "not judged"}};
    struct text *to = data;
    text_addf(to, "<section class=\"%s\">\n", kinds[row->kind].class);
    page_add(to, "<h3>", row->part == 0 ? "builds" : row->title, "");
    text_addf(to, ": <b>%s</b></h3>\n", kinds[row->kind].word);
    if (row->part > 0 && row->kind != EXPORT_NEITHER)
        text_addf(to, "<p>%g of %g points</p>\n", row->points, row->max);
    if (*row->place != '\0')
        page_add(to, "<p>Look at <code>", row->place, "</code></p>\n");
    if (*row->message != '\0')
        page_add(to, "<p>", row->message, "</p>\n");
    if (row->steps != NULL)
        add_steps(row, to);
    if (*row->evidence != '\0' && row->steps != NULL)
        page_add(to,
                 "<details>\n<summary>The same as text</summary>\n<pre "
                 "tabindex=\"0\">",
                 row->evidence, "</pre>\n</details>\n");
    else if (*row->evidence != '\0')
        page_add(to,
                 "<pre tabindex=\"0\" role=\"group\" aria-label=\"evidence\">",
                 row->evidence, "</pre>\n");
    text_addf(to, "</section>\n");
}

void export_html_checks(json_t *result, struct text *to)
{
    json_t *alone = json_pack("{s[O]}", "results", result);
    export_rows(alone, add_check, to);
    json_decref(alone);
}

void export_html_machine(const json_t *result, struct text *to)
{
    const json_t *machine = json_object_get(result, "machine");
    page_add(to, "<p>Judged by ", export_string(result, "tool"), " on ");
    page_add(to, "", export_string(machine, "cpu"), ", ");
    page_add(to, "", export_string(machine, "compiler"), ".");
    text_addf(to, " The same inputs again: SEED=%lld.</p>\n",
              (long long)json_integer_value(json_object_get(result, "seed")));
}

static void add_exercise(struct text *to, json_t *result)
{
    json_t *alone = json_pack("{s[O]}", "results", result);
    struct export_sum sum = export_sum(alone);
    json_decref(alone);
    page_add(to, "<h2>", export_string(result, "episode"), "/");
    page_add(to, "", export_string(result, "exercise"), "");
    text_addf(to, ": %g of %g points</h2>\n", sum.points, sum.max);
    if (*export_string(result, "submission") != '\0')
        page_add(to, "<p>File: <code>", export_string(result, "submission"),
                 "</code></p>\n");
    export_html_checks(result, to);
}

void export_html(const json_t *check, struct text *to)
{
    size_t i;
    json_t *result, *results = json_object_get(check, "results");
    struct export_sum sum = export_sum(check);
    page_begin(to, "Parcours: what was judged");
    text_addf(to, "<h1>%g of %g points</h1>\n", sum.points, sum.max);
    json_array_foreach(results, i, result) add_exercise(to, result);
    text_addf(to, "<footer>");
    export_html_machine(json_array_get(results, 0), to);
    text_addf(to, "</footer>\n");
    page_end(to);
}
