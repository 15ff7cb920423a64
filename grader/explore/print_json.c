/* The report for programs: one object, see explore.h for the meanings. */
#include "explore.h"

#include "finding.h"
#include "json.h"

static void json_step(FILE *stream, const struct explore_step *step)
{
    fprintf(stream, "{\"step\": %u, \"thread\": %u, ", step->number,
            step->thread);
    json_member(stream, "file", step->file);
    fprintf(stream, "\"line\": %u, ", step->line);
    json_member(stream, "source", step->source);
    json_member(stream, "what", step->what);
    fprintf(stream, "\"fatal\": %s}", step->fatal ? "true" : "false");
}

static void json_finding(FILE *stream, const struct explore_finding *finding)
{
    const struct explore_evidence *evidence = &finding->evidence;
    fputs("\n  {", stream);
    json_member(stream, "kind", finding_slug(finding->kind));
    json_member(stream, "title", finding->title);
    json_member(stream, "text", finding->text);
    json_member(stream, "schedule", finding->schedule);
    fprintf(stream,
            "\"preemptions\": %u, \"fewest\": %s, \"first\": %lu, "
            "\"count\": %lu,\n   \"threads\": %u, \"left_out\": %zu, "
            "\"steps\": [",
            finding->preemptions, finding->fewest ? "true" : "false",
            finding->first, finding->count, evidence->threads,
            evidence->left_out);
    for (size_t i = 0; i < evidence->count; i++) {
        fputs(i ? ",\n    " : "\n    ", stream);
        json_step(stream, &evidence->steps[i]);
    }
    fputs("]}", stream);
}

void explore_print_json(FILE *stream, const char *name,
                        const struct explore_report *report)
{
    static const char *const verdicts[] = {
        [EXPLORE_CLEAN] = "clean",
        [EXPLORE_FOUND] = "found",
        [EXPLORE_NOT_JUDGED] = "not judged",
    };
    fputs("{\"version\": 1, ", stream);
    json_member(stream, "program", name);
    json_member(stream, "verdict", verdicts[report->verdict]);
    json_member(stream, "not_judged", report->not_judged);
    fprintf(stream,
            "\"schedules\": %lu, \"failing\": %lu, \"steps\": %lu, "
            "\"exhausted\": %s, \"findings\": [",
            report->schedules, report->failing, report->steps,
            report->exhausted ? "true" : "false");
    for (size_t i = 0; i < report->count; i++) {
        if (i)
            fputc(',', stream);
        json_finding(stream, &report->findings[i]);
    }
    fputs("]}\n", stream);
}
