/* conf.c - episode.conf: read, or refused with a line; never a crash. */
#include "../../grader/exercise.h"
#include "fuzz.h"

static void load(void *data)
{
    episode_load("fuzz", data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct episode episode;
    fuzz_file("episodes/fuzz/episode.conf", data, size);
    if (fuzz_survives(load, &episode))
        episode_clear(&episode);
    return 0;
}
