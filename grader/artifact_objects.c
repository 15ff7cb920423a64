/* artifact_objects.c - the objects that programs are made of. */
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "artifact_parts.h"
#include "files.h"

/* The calls that the schedule explorer takes over. */
#define EXPLORER_NAMES "build/explore/names.map"

static char *base_name(const char *source)
{
    const char *name = files_name(source);
    return text_format("%.*s", (int)strcspn(name, "."), name);
}

char *artifact_compiler(const struct exercise *e, enum flavour flavour,
                        bool own)
{
    return text_format("%s %s%s%s", flavour_compiler(flavour),
                       flavour_flags(flavour, e->openmp), own ? " " : "",
                       own ? flavour_own_flags() : "");
}

/* The emulator's command knows what it is to do with a .cu file. */
static struct job *compile_file(struct jobs *jobs, uint64_t headers,
                                const char *compiler, const char *includes,
                                const char *source)
{
    bool emulated = strncmp(compiler, EMULATOR, strlen(EMULATOR)) == 0;
    char *command = text_format("%s %s%s %s", compiler, includes,
                                emulated ? "" : " -c", source);
    char *name = base_name(source);
    struct job *job =
        artifact_job(jobs, command, artifact_hash(headers, source), name, ".o");
    free(name);
    return job;
}

struct job *artifact_compile(struct jobs *jobs, const char *compiler,
                             const char *includes, const char *source)
{
    return compile_file(jobs, jobs->headers, compiler, includes, source);
}

const char *artifact_explored(struct jobs *jobs, const char *object)
{
    char *command =
        text_format("objcopy --redefine-syms=" EXPLORER_NAMES " %s", object);
    struct job *job = artifact_job(
        jobs, command, artifact_hash(files_hash_start, EXPLORER_NAMES),
        "explored", ".o");
    job->stage = RENAME;
    return job->output;
}

void artifact_add(struct jobs *jobs, struct text *objects, struct recipe recipe,
                  const char *source)
{
    const char *object =
        compile_file(jobs, recipe.general ? jobs->general : jobs->headers,
                     recipe.compiler, recipe.includes, source)
            ->output;
    text_addf(objects, " %s",
              recipe.explored ? artifact_explored(jobs, object) : object);
}

void artifact_add_all(struct jobs *jobs, struct text *objects,
                      struct recipe recipe, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            artifact_add(jobs, objects, recipe, found.gl_pathv[i]);
    globfree(&found);
}

/* True for the exercise's files that both sides share: not the learner's,
 * not the driver, not the serial baseline, not a suite. */
static bool is_shared(const struct exercise *e, const char *path)
{
    const char *name = files_name(path);
    return strcmp(name, e->file) != 0 && strcmp(name, "driver.c") != 0 &&
           strcmp(name, "serial.c") != 0 && strcmp(path, e->suite) != 0;
}

void artifact_add_shared(struct jobs *jobs, struct text *objects,
                         struct recipe recipe, const struct exercise *e)
{
    glob_t found;
    char *pattern = text_format("%s/*.c", e->folder);
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            if (is_shared(e, found.gl_pathv[i]))
                artifact_add(jobs, objects, recipe, found.gl_pathv[i]);
    globfree(&found);
    free(pattern);
}

void artifact_add_library(struct jobs *jobs, struct text *objects,
                          struct recipe recipe, const struct exercise *e)
{
    artifact_add_all(jobs, objects, recipe, "lib/*.c");
    if (e->library == NULL)
        return;
    char *pattern = text_format("lib/%s/*.c", e->library);
    artifact_add_all(jobs, objects, recipe, pattern);
    free(pattern);
}
