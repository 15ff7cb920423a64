/* schedule.c - the string form of a schedule: what is read and written again
 * comes back the same. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/explore/schedule.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct schedule schedule;
    const char *error = NULL;
    char *word = fuzz_string(data, size);
    schedule_init(&schedule);
    if (schedule_parse(&schedule, word, &error)) {
        char *once = schedule_format(&schedule);
        schedule_restart(&schedule);
        if (!schedule_parse(&schedule, once, &error))
            abort();
        char *twice = schedule_format(&schedule);
        if (strcmp(once, twice) != 0)
            abort();
        free(twice);
        free(once);
    } else if (error == NULL) {
        abort();
    }
    schedule_clear(&schedule);
    free(word);
    return 0;
}
