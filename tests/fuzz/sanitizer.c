/* sanitizer.c - reports of compute-sanitizer, beside which a learner's program
 * runs. */
#include <stdlib.h>

#include "../../grader/sanitizer.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sanitizer_report report;
    char *text = fuzz_string(data, size);
    sanitizer_parse(text, size, "a.cu", &report);
    if (sanitizer_clean(&report) && sanitizer_first(&report) != NULL)
        abort();
    free(text);
    return 0;
}
