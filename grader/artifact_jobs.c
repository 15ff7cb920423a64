/*
 * artifact_jobs.c - the list of compiler commands, and the names of what they
 * make in the cache.
 */
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "artifact_parts.h"
#include "die.h"
#include "files.h"

uint64_t artifact_hash(uint64_t hash, const char *path)
{
    hash = files_hash(hash, path, strlen(path) + 1);
    const char *failed = files_read_hash(path, &hash);
    if (failed != NULL)
        die("cannot read %s: %s", path, failed);
    return hash;
}

static uint64_t hash_matches(uint64_t hash, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            hash = artifact_hash(hash, found.gl_pathv[i]);
    globfree(&found);
    return hash;
}

/* Changes whenever another compiler answers to the same name. */
static uint64_t hash_compiler(uint64_t hash, const char *compiler)
{
    const char *path = getenv("PATH");
    path = path == NULL ? "/usr/bin:/bin" : path;
    while (*path != '\0') {
        size_t length = strcspn(path, ":");
        struct stat s;
        char *name = text_format("%.*s/%s", (int)length, path, compiler);
        int found = stat(name, &s);
        free(name);
        if (found == 0) {
            hash = files_hash(hash, &s.st_size, sizeof s.st_size);
            return files_hash(hash, &s.st_mtim, sizeof s.st_mtim);
        }
        path += length + (path[length] == ':');
    }
    die_status(STATUS_NOT_JUDGED, "there is no %s: run setup/install run",
               compiler);
}

uint64_t artifact_hash_headers(const struct order *o)
{
    static const char *const patterns[] = {"lib/*.h",
                                           "lib/*/*.h",
                                           "grader/*.h",
                                           "grader/worker/*.h",
                                           "grader/judge/*.h",
                                           "grader/scenario/*.h",
                                           "grader/explore/explore.h",
                                           "grader/debug/*.h",
                                           "grader/worker/*.ld",
                                           "grader/worker/*/*.ld",
                                           "grader/worker/openmp/*.h",
                                           "grader/worker/mpi/*.h",
                                           "grader/judge/mpi/*.h",
                                           "grader/mpi/*.h",
                                           "grader/mpi/*.ld",
                                           "grader/mpi/mini/mpi.h",
                                           FLAVOUR_PLUGIN,
                                           "grader/cuda/*.h",
                                           "grader/cuda/include/*.h",
                                           "grader/cuda/include/*/*.h",
                                           "grader/worker/cuda/*.h",
                                           "grader/worker/gpu/*.h",
                                           "grader/sandbox/*.h"};
    uint64_t hash =
        hash_compiler(files_hash_start, flavour_compiler(FLAVOUR_PLAIN));
    if (o->worker[FLAVOUR_ARCHER] || o->worker[FLAVOUR_ARCHER_FAST] ||
        o->exercise->libomp)
        hash = hash_compiler(hash, flavour_compiler(FLAVOUR_ARCHER));
    if (o->exercise->cuda)
        hash = artifact_hash(hash_compiler(hash, "g++"), EMULATOR);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        hash = hash_matches(hash, patterns[i]);
    return hash;
}

uint64_t artifact_hash_own(uint64_t hash, const struct exercise *e)
{
    char *own = text_format("%s/*.h", e->folder);
    hash = hash_matches(hash, own);
    free(own);
    return hash;
}

/* --- jobs ---------------------------------------------------------------- */

struct job *artifact_job(struct jobs *jobs, char *command, uint64_t hash,
                         const char *name, const char *suffix)
{
    hash = files_hash(hash, command, strlen(command));
    char *output = text_format(CACHE "/%016llx-%s%s", (unsigned long long)hash,
                               name, suffix);
    for (size_t i = 0; i < jobs->count; i++)
        if (strcmp(jobs->list[i].output, output) == 0) {
            free(command);
            free(output);
            return &jobs->list[i]; /* another program needs it too */
        }
    if (jobs->count == JOBS)
        die("more than %d files to build for one exercise", JOBS);
    struct job *job = &jobs->list[jobs->count++];
    *job = (struct job){.command = command, .output = output};
    return job;
}

static void clear_job(struct job *job)
{
    free(job->command);
    free(job->output);
    free(job->words);
    free(job->draft);
    free(job->folder);
    process_clear(&job->process);
}

void artifact_drop_mini(struct jobs *jobs)
{
    size_t kept = 0;
    for (size_t i = 0; i < jobs->count; i++)
        if (artifact_with_mini(&jobs->list[i]))
            clear_job(&jobs->list[i]);
        else
            jobs->list[kept++] = jobs->list[i];
    jobs->count = kept;
}

void artifact_move_first(struct jobs *jobs)
{
    struct job last = jobs->list[jobs->count - 1];
    memmove(jobs->list + 1, jobs->list, (jobs->count - 1) * sizeof last);
    jobs->list[0] = last;
}

void artifact_forget(struct jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++)
        clear_job(&jobs->list[i]);
    free(jobs);
}
