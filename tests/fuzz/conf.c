/* conf.c - episode.conf: read, or refused with a line; never a crash. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/exercise.h"
#include "fuzz.h"

static void load(void *data)
{
    episode_load("fuzz", data);
}

static bool reads(const char *data, size_t size)
{
    struct episode episode;
    fuzz_file("episodes/fuzz/episode.conf", (const uint8_t *)data, size);
    bool read = fuzz_survives(load, &episode);
    if (read)
        episode_clear(&episode);
    return read;
}

/* The course that the episode is of; then what is right can be read, or nothing
 * would be tried at all. */
static void begin(void)
{
    static const char course[] = "episodes = [\"fuzz\"];";
    static const char right[] =
        "title = \"t\";"
        "exercises = ({name = \"x\"; title = \"t\"; about = \"a\";"
        "  file = \"x.c\"; hints = (\"1\", \"2\", \"3\");"
        "  checks = ({id = \"c\"; kind = \"correct\"; points = 1;"
        "    title = \"t\";});});";
    fuzz_file("episodes/course.conf", (const uint8_t *)course, strlen(course));
    if (!reads(right, strlen(right)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool begun;
    if (!begun)
        begin();
    begun = true;
    reads((const char *)data, size);
    return 0;
}
