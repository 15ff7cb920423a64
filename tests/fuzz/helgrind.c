/* helgrind.c - XML of Helgrind, beside which the learner's process may write.
 */
#include <stdlib.h>

#include "../../grader/helgrind.h"
#include "detector.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct findings findings;
    struct tool_state state = {0};
    char *log = fuzz_string(data, size);
    findings_init(&findings);
    helgrind_parse(log, size, &findings, &state);
    fuzz_report(&findings);
    free(log);
    return 0;
}
