/* archive.c - what students have packed, read entry by entry. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/batch/intake.h"
#include "../../grader/batch/layout.h"
#include "fuzz.h"

static int wants(void *data, const char *path)
{
    struct layout l;
    (void)data;
    return layout_read(path, &l) && layout_is(l.file, "queue.c");
}

static void file(void *data, const char *path, int64_t modified,
                 const char *bytes, size_t length)
{
    volatile char last = length == 0 ? 0 : bytes[length - 1];
    (void)data, (void)path, (void)modified, (void)last;
    if (length > INTAKE_FILE_MOST || strstr(path, "/../") != NULL)
        abort();
}

static void left_out(void *data, const char *path, const char *why)
{
    (void)data, (void)path, (void)why;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct intake_sink sink = {NULL, wants, file, left_out};
    free(intake_read(fuzz_file("in.zip", data, size), &sink));
    return 0;
}
