#include "report.h"

#include <jansson.h>

#include "place.h"

static json_t *finding_json(const struct result *result, int i,
                            const char *program)
{
    const struct finding *finding = &result->found[i].finding;
    json_t *lines = json_array();
    for (int k = 0; k < finding->lines; k++) {
        struct place place = place_of(program, finding->line[k].place);
        json_array_append_new(lines, json_pack("{s:i, s:s, s:s, s:i}", "rank",
                                               finding->line[k].rank, "text",
                                               finding->line[k].text, "file",
                                               place.file, "line", place.line));
    }
    return json_pack("{s:s, s:s, s:s, s:s, s:o}", "kind",
                     finding_word(finding->kind), "meaning",
                     finding_meaning(finding->kind), "advice",
                     finding_advice(finding->kind), "order",
                     result->found[i].order, "lines", lines);
}

static json_t *counts_json(const struct result *result)
{
    json_t *ranks = json_array();
    for (int i = 0; i < result->ranks; i++) {
        const struct rank_count *count = &result->count[i];
        json_array_append_new(ranks,
                              json_pack("{s:I, s:I, s:I, s:I}", "calls",
                                        (json_int_t)count->calls, "messages",
                                        (json_int_t)count->messages, "bytes",
                                        (json_int_t)count->bytes, "collectives",
                                        (json_int_t)count->collectives));
    }
    return ranks;
}

bool report_json(const struct result *result, const char *program,
                 const char *file)
{
    json_t *findings = json_array();
    for (int i = 0; i < result->findings; i++)
        json_array_append_new(findings, finding_json(result, i, program));
    const char *verdict = result->findings     ? "fail"
                          : result->not_judged ? "not judged"
                                               : "pass";
    json_t *all =
        json_pack("{s:s, s:s*, s:i, s:b, s:f, s:o, s:o}", "verdict", verdict,
                  "reason", result->not_judged, "runs", result->runs,
                  "all_orders", result->all_orders, "seconds", result->seconds,
                  "findings", findings, "ranks", counts_json(result));
    bool written = json_dump_file(all, file, JSON_INDENT(2)) == 0;
    json_decref(all);
    return written;
}
