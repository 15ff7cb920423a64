/* metadata.c - Gradescope's list of students. */
#include <stdlib.h>

#include "../../grader/batch/metadata.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct metadata metadata;
    free(metadata_read((const char *)data, size, &metadata));
    metadata_clear(&metadata);
    return 0;
}
