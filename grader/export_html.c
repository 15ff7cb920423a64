/*
 * export_html.c - one page for people: opens offline, on a phone, and reads
 * well aloud. Verdicts are words, colour only repeats them.
 */
#include <stdlib.h>
#include <string.h>

#include "export_parts.h"
#include "markup.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">\n"
    "<title>Parcours: what was judged</title>\n<style>\n"
    ":root{color-scheme:light dark}\n"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;"
    "margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;margin:2rem 0 .5rem;"
    "border-top:1px solid #8888;padding-top:1rem}\n"
    "h3{font-size:1rem;margin:1rem 0 .25rem}p{margin:.25rem 0}\n"
    "pre{overflow-x:auto;padding:.5rem;border:1px solid #8888;"
    "font:.85rem/1.35 ui-monospace,monospace}\n"
    "b{padding:0 .4em;border:1px solid;border-radius:.3em}\n"
    ".passed b{color:#176a2c}.failed b{color:#b00020}.neither "
    "b{color:#765000}\n"
    ".steps{overflow-x:auto}svg{display:block;width:100%;height:auto;"
    "font:11.5px ui-monospace,monospace;fill:currentColor}\n"
    ".box{fill:Canvas;stroke:#8888}.fatal{stroke:#b00020;stroke-width:2}"
    ".lane{stroke:#8886;stroke-dasharray:2 4}.turn{fill:none;"
    "stroke:currentColor;opacity:.6}.tip{opacity:.6}.who{font-weight:bold;"
    "text-anchor:middle}.step{text-anchor:end;opacity:.7}"
    ".call,.bad{font-weight:bold}.value{opacity:.85}.bad{fill:#b00020}\n"
    "table{border-collapse:collapse;font-size:.85rem}td,th{text-align:left;"
    "vertical-align:top;padding:.15rem .5rem;border:1px solid #8886}"
    "tr.fatal td{border-color:#b00020}caption{text-align:left}"
    "summary{padding:.5rem 0;cursor:pointer}\n"
    "@media(prefers-color-scheme:dark){.passed b{color:#7fd894}"
    ".failed b{color:#ff9ba6}.neither b{color:#f0c674}"
    ".bad{fill:#ff9ba6}.fatal{stroke:#ff9ba6}}\n"
    "</style>\n</head>\n<body>\n<main>\n";

static void add(struct text *to, const char *before, const char *content,
                const char *after)
{
    text_addf(to, "%s", before);
    markup_add(to, content);
    text_addf(to, "%s", after);
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
    add(to, "<h3>", row->part == 0 ? "builds" : row->title, "");
    text_addf(to, " <b>%s</b></h3>\n", kinds[row->kind].word);
    if (row->part > 0 && row->kind != EXPORT_NEITHER)
        text_addf(to, "<p>%g of %g points</p>\n", row->points, row->max);
    if (*row->place != '\0')
        add(to, "<p>Look at <code>", row->place, "</code></p>\n");
    if (*row->message != '\0')
        add(to, "<p>", row->message, "</p>\n");
    if (row->steps != NULL)
        export_steps(row->steps, 100 * row->number + row->part, to);
    if (*row->evidence != '\0' && row->steps != NULL)
        add(to,
            "<details>\n<summary>The same as text</summary>\n<pre "
            "tabindex=\"0\">",
            row->evidence, "</pre>\n</details>\n");
    else if (*row->evidence != '\0')
        add(to, "<pre tabindex=\"0\" aria-label=\"evidence\">", row->evidence,
            "</pre>\n");
    text_addf(to, "</section>\n");
}

static void add_exercise(struct text *to, json_t *result)
{
    json_t *alone = json_pack("{s[O]}", "results", result);
    struct export_sum sum = export_sum(alone);
    add(to, "<h2>", export_string(result, "episode"), "/");
    add(to, "", export_string(result, "exercise"), "");
    text_addf(to, ": %g of %g points</h2>\n", sum.points, sum.max);
    if (*export_string(result, "submission") != '\0')
        add(to, "<p>File: <code>", export_string(result, "submission"),
            "</code></p>\n");
    export_rows(alone, add_check, to);
    json_decref(alone);
}

static void add_machine(struct text *to, const json_t *check)
{
    const json_t *first = json_array_get(json_object_get(check, "results"), 0);
    const json_t *machine = json_object_get(first, "machine");
    add(to, "<footer><p>Judged by ", export_string(first, "tool"), " on ");
    add(to, "", export_string(machine, "cpu"), ", ");
    add(to, "", export_string(machine, "compiler"), ".");
    text_addf(to, " The same inputs again: SEED=%lld.</p></footer>\n",
              (long long)json_integer_value(json_object_get(first, "seed")));
}

void export_html(const json_t *check, struct text *to)
{
    size_t i;
    json_t *result;
    struct export_sum sum = export_sum(check);
    text_addf(to, "%s<h1>%g of %g points</h1>\n", head, sum.points, sum.max);
    json_array_foreach(json_object_get(check, "results"), i, result)
        add_exercise(to, result);
    add_machine(to, check);
    text_addf(to, "</main>\n</body>\n</html>\n");
}
