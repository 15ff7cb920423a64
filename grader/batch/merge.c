/* merge.c - see merge.h */
#include <jansson.h>
#include <string.h>

#include "../exercise.h"
#include "../verdict.h"
#include "merge.h"

static bool is_timed(const struct check_spec *spec)
{
    return spec->kind == CHECK_SPEED;
}

bool merge_waits(const struct result *result)
{
    bool any = false;
    if (result->build.verdict != VERDICT_PASS)
        return false;
    for (size_t i = 0; i < result->count; i++) {
        const struct check_result *r = &result->checks[i];
        if (is_timed(r->spec))
            any = true;
        else if (r->verdict != VERDICT_PASS)
            return false;
    }
    return any;
}

/* All that are not timed have passed, so the first of the others decides. */
static void add_up(json_t *whole, const json_t *checks)
{
    size_t i;
    const json_t *check;
    double points = 0;
    const char *verdict = "pass", *cause = "none";
    json_array_foreach(checks, i, check)
    {
        const char *v = json_string_value(json_object_get(check, "verdict"));
        points += json_number_value(json_object_get(check, "points"));
        if (strcmp(verdict, "pass") == 0 && strcmp(v, "pass") != 0) {
            verdict = v;
            cause = json_string_value(json_object_get(check, "cause"));
        }
    }
    json_object_set_new(whole, "points", json_real(points));
    json_object_set_new(whole, "verdict", json_string(verdict));
    json_object_set_new(whole, "cause", json_string(cause));
}

json_t *merge_timed(const char *before, json_t *timed,
                    const struct exercise *exercise)
{
    json_t *whole = before == NULL ? NULL : json_loads(before, 0, NULL);
    json_t *checks = json_object_get(whole, "checks");
    const json_t *measured = json_object_get(timed, "checks");
    if (json_array_size(checks) != exercise->nchecks + 1 ||
        json_array_size(measured) != exercise->nchecks + 1) {
        json_decref(whole);
        return timed;
    }
    for (size_t i = 0; i < exercise->nchecks; i++)
        if (is_timed(&exercise->checks[i]))
            json_array_set(checks, i + 1, json_array_get(measured, i + 1));
    json_object_set(whole, "machine", json_object_get(timed, "machine"));
    add_up(whole, checks);
    json_decref(timed);
    return whole;
}
