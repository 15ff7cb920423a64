/* fingerprint.c - see fingerprint.h */
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../exercise.h"
#include "../files.h"
#include "../text.h"
#include "fingerprint.h"

static uint64_t add_file(uint64_t hash, const char *path)
{
    hash = files_hash(hash, path, strlen(path) + 1);
    const char *why = files_read_hash(path, &hash);
    if (why != NULL)
        die("%s: %s", path, why);
    return hash;
}

/* All files that fit the pattern, and all below folders that do. */
static uint64_t add_files(uint64_t hash, const char *pattern)
{
    glob_t found;
    if (glob(pattern, GLOB_MARK, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++) {
            const char *path = found.gl_pathv[i];
            if (path[strlen(path) - 1] == '/') {
                char *inside = text_format("%s*", path);
                hash = add_files(hash, inside);
                free(inside);
            } else {
                hash = add_file(hash, path);
            }
        }
    globfree(&found);
    return hash;
}

char *fingerprint(const struct episode *episode)
{
    static const char *const ours[] = {
        "grader/judge/*",  "grader/worker/*",   "grader/scenario/*",
        "grader/canary/*", "grader/explore/*",  "grader/mpi/*",
        "grader/cuda/*",   "grader/compiler/*", "lib/*"};
    const char *folders[] = {"episodes/%s/episode.conf",
                             "episodes/%s/*/*.[ch]*", "tests/episodes/%s/*.c",
                             "solutions/%s/*.c*"};
    uint64_t hash = add_file(files_hash_start, "build/parcours");
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        hash = add_files(hash, ours[i]);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const char *mark = strstr(folders[i], "%s");
        char *pattern = text_format("%.*s%s%s", (int)(mark - folders[i]),
                                    folders[i], episode->name, mark + 2);
        hash = add_files(hash, pattern);
        free(pattern);
    }
    return text_format("%016llx", (unsigned long long)hash);
}
