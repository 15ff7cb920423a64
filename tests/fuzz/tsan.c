/* tsan.c - logs of ThreadSanitizer, which the learner's process writes. */
#include <stdlib.h>

#include "../../grader/tsan.h"
#include "detector.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct findings findings;
    struct tool_state state = {0};
    char *log = fuzz_string(data, size);
    findings_init(&findings);
    tsan_parse(log, size, "parcours: end", &findings, &state);
    fuzz_report(&findings);
    free(log);
    return 0;
}
