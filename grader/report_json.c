/*
 * report_json.c - the result file: the one source for every other format.
 */
#include <jansson.h>
#include <stdlib.h>

#include "machine.h"
#include "report.h"
#include "sandbox/sandbox.h"
#include "text.h"
#include "verdict.h"

enum { SCHEMA = 1 };

static json_t *check_json(const struct result *result,
                          const struct check_result *r)
{
    const struct exercise *x = result->exercise;
    char *place =
        r->line > 0 ? text_format("%s:%u", x->file, r->line) : text_copy("");
    json_t *json =
        json_pack("{ss, ss, ss, ss, sf, sf, ss, ss, ss, ss, ss, ss}", "id",
                  r->spec == NULL ? "build" : r->spec->id, "title",
                  r->spec == NULL ? x->file : r->spec->title, "verdict",
                  verdict_word(r->verdict), "cause", cause_word(r->cause),
                  "points", r->points, "max", r->max, "first_cause", place,
                  "message", r->message, "evidence", r->detail, "why", r->why,
                  "schedule", r->schedule, "scenario", r->scenario);
    if (r->look[0] != '\0')
        json_object_set_new(json, "look", json_string(r->look));
    if (r->steps != NULL)
        json_object_set(json, "steps", r->steps);
    free(place);
    return json;
}

/* Whether a detector could be believed on this machine. */
static const char *canary(const struct result *result, enum tool tool,
                          enum flavour flavour)
{
    if ((result->tools & tool) == 0)
        return "not asked";
    return result->untrusted[flavour] == NULL ? "found the planted race"
                                              : result->untrusted[flavour];
}

/* What every worker was confined by. */
static json_t *sandbox_json(void)
{
    const char tier[] = {sandbox_tier(), '\0'};
    char *line = sandbox_line();
    json_t *active = json_array(), *missing = json_object();
    for (int i = 0; i < SANDBOX_LAYERS; i++) {
        const char *name = sandbox_name((enum sandbox_layer)i);
        const char *remedy = sandbox_remedy((enum sandbox_layer)i);
        if (remedy == NULL)
            json_array_append_new(active, json_string(name));
        else
            json_object_set_new(missing, name, json_string(remedy));
    }
    json_t *json = json_pack("{ss, ss, so, so}", "tier", tier, "summary", line,
                             "active", active, "missing", missing);
    free(line);
    return json;
}

static json_t *machine_json(const struct machine *m,
                            const struct result *result)
{
    return json_pack(
        "{ss, si, ss, ss, sf, sf, s{ss, ss, ss}, so}", "cpu", m->cpu, "cores",
        (int)m->cores, "kernel", m->kernel, "compiler", m->compiler, "load",
        m->load, "pressure", m->pressure, "detectors", "tsan",
        canary(result, TOOL_TSAN, FLAVOUR_TSAN), "helgrind",
        canary(result, TOOL_HELGRIND, FLAVOUR_HELGRIND), "archer",
        canary(result, TOOL_ARCHER, FLAVOUR_ARCHER), "sandbox", sandbox_json());
}

json_t *report_json(const struct result *result, const char *submission,
                    uint64_t seed, const struct machine *machine)
{
    const struct exercise *x = result->exercise;
    char *whose = text_utf8(submission); /* may be a path */
    json_t *checks = json_array();
    json_array_append_new(checks, check_json(result, &result->build));
    for (size_t i = 0; i < result->count; i++)
        json_array_append_new(checks, check_json(result, &result->checks[i]));
    if (result->gpu.spec != NULL)
        json_array_append_new(checks, check_json(result, &result->gpu));
    json_t *json = json_pack(
        "{si, ss, ss, ss, ss, sI, so, ss, ss, sf, sf, ss, so}", "schema",
        SCHEMA, "tool", "parcours " PARCOURS_VERSION, "episode", x->episode,
        "exercise", x->name, "submission", whose, "seed", (json_int_t)seed,
        "machine", machine_json(machine, result), "verdict",
        verdict_word(result->verdict), "cause", cause_word(result->cause),
        "points", result->points, "max", result->max, "output", result->output,
        "checks", checks);
    free(whose);
    return json;
}
