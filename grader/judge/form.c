/* form.c - see form.h */
#include <stdbool.h>
#include <string.h>

#include "form.h"

/* In the order in which they are named: what comes later may only follow (a
 * program that gives wrong answers may well hang later on). */
static const struct {
    const char *kind;
    enum cause cause;
} kinds[] = {
    {"race", CAUSE_RACE},         {"use-after-free", CAUSE_RACE},
    {"misuse", CAUSE_MISUSE},     {"crash", CAUSE_CRASH},
    {"bad-address", CAUSE_CRASH}, {"wrong", CAUSE_WRONG},
    {"deadlock", CAUSE_HANG},     {"lost-wakeup", CAUSE_HANG},
    {"livelock", CAUSE_LOOP},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *form_word(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s == NULL ? "" : s;
}

/* Its place in the table; KINDS: it is not there. */
static size_t kind_of(const json_t *finding)
{
    const char *kind = form_word(finding, "kind");
    size_t i = 0;
    while (i < KINDS && strcmp(kinds[i].kind, kind) != 0)
        i++;
    return i;
}

/* --- the form --------------------------------------------------------------
 */

static bool null_or_word(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_null(value) || json_is_string(value);
}

bool form_is_search(const json_t *report)
{
    const json_t *list = json_object_get(report, "findings");
    bool good = json_is_integer(json_object_get(report, "schedules")) &&
                json_is_boolean(json_object_get(report, "exhausted")) &&
                null_or_word(report, "not_judged") && json_is_array(list);
    for (size_t i = 0; i < json_array_size(list) && good; i++)
        good = kind_of(json_array_get(list, i)) < KINDS &&
               json_is_string(
                   json_object_get(json_array_get(list, i), "schedule"));
    return good;
}

bool form_is_timing(const json_t *report)
{
    const json_t *list = json_object_get(report, "timings");
    bool good = null_or_word(report, "not_timed") &&
                (json_is_string(json_object_get(report, "not_timed")) ||
                 json_array_size(list) > 0);
    for (size_t i = 0; i < json_array_size(list) && good; i++)
        good = json_is_number(json_object_get(json_array_get(list, i), "time"));
    return good;
}

/* --- findings --------------------------------------------------------------
 */

const json_t *form_first(const json_t *report)
{
    const json_t *list = json_object_get(report, "findings"), *first = NULL;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *f = json_array_get(list, i);
        if (first == NULL || kind_of(f) < kind_of(first))
            first = f;
    }
    return first;
}

enum cause form_cause(const json_t *finding)
{
    return kinds[kind_of(finding)].cause;
}

json_t *form_again(const json_t *replay, const json_t *finding)
{
    const json_t *list = json_object_get(replay, "findings");
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *again = json_array_get(list, i);
        if (kind_of(again) != kind_of(finding))
            continue;
        json_object_set_new(again, "mark", json_integer((json_int_t)i));
        return again;
    }
    return NULL;
}
