/* prediction.c - numbers that learners write down before a run. */
#include <math.h>
#include <stdlib.h>

#include "../../grader/prediction.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);
    struct prediction p;
    if (prediction_read(text, &p) == NULL) {
        if (p.count > PREDICTION_LINES)
            abort();
        for (size_t i = 0; i < p.count; i++)
            if (!isfinite(p.line[i].value))
                abort();
        prediction_seal(&p, p.commit);
    }
    free(text);
    return 0;
}
