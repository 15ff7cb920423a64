/* report.c - the explorer's reports, which a worker gives, and what the judge
 * makes of them. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/judge/form.h"
#include "fuzz.h"

static void look_at(json_t *search)
{
    const json_t *finding = form_first(search);
    if (finding == NULL)
        return;
    json_t *again = form_again(search, finding);
    if (again == NULL || form_cause(finding) == CAUSE_NONE)
        abort(); /* it is there, and is bad */
    json_t *record =
        json_pack("{sO, sO, sO, sO}", "finding", again, "schedules",
                  json_object_get(search, "schedules"), "exhausted",
                  json_object_get(search, "exhausted"), "not_judged",
                  json_object_get(search, "not_judged"));
    if (record == NULL || strlen(form_word(finding, "schedule")) > 1 << 20)
        abort();
    json_decref(record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);
    json_t *report = json_loads(text, JSON_DISABLE_EOF_CHECK, NULL);
    if (form_is_search(report))
        look_at(report);
    if (form_is_timing(report) &&
        json_is_null(json_object_get(report, "not_timed")) &&
        json_array_get(json_object_get(report, "timings"), 0) == NULL)
        abort();
    json_decref(report);
    free(text);
    return 0;
}
