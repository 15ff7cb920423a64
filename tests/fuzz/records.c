/*
 * records.c - the judge's records, as far as a worker fills them: what it
 * printed, logs of detectors, schedules that the explorer in it reports. (The
 * reply of a call is eight bytes that must be those of the command.)
 */
#include <jansson.h>
#include <stdlib.h>

#include "../../grader/facts.h"
#include "fuzz.h"

/* The first byte chooses who is said to have written the log. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char source[] = "int count;\nvoid f(void) { count++; }\n";
    if (size == 0)
        return 0;
    json_t *json = json_loadb((const char *)data + 1, size - 1, 0, NULL);
    if (json == NULL)
        return 0;
    struct facts *facts = malloc(sizeof *facts);
    if (facts == NULL)
        abort();
    facts_read(json, (enum flavour)(data[0] % FLAVOURS), facts);
    facts_settle(facts, "counter.c", source, sizeof source - 1);
    facts_clear(facts);
    free(facts);
    json_decref(json);
    return 0;
}
