#define _GNU_SOURCE
#include "build.h"

#include <errno.h>
#include <libgen.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "simd.h"

#define MAX_ARGUMENTS 64
#define PATH_SIZE 4096

extern char **environ;

int build_run(char *const *command)
{
    pid_t child;
    int status;
    int error = posix_spawnp(&child, command[0], NULL, NULL, command, environ);
    if (error) {
        fprintf(stderr, "parcours-explore: cannot run %s: %s\n", command[0],
                strerror(error));
        return -1;
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static enum build_outcome build_step(char *const *command)
{
    int status = build_run(command);
    return status < 0 ? BUILD_FAILED : status ? BUILD_REJECTED : BUILD_DONE;
}

/* Writes the source with its simd loops changed to `copy`. */
static bool build_change(const struct build *build, const char *copy)
{
    char *text = NULL;
    size_t length = 0;
    FILE *in = fopen(build->source, "re"), *out = fopen(copy, "we");
    ssize_t got = in ? getdelim(&text, &length, '\0', in) : -1;
    if (got >= 0 && out) {
        fprintf(out, "#line 1 \"%s\"\n", build->source);
        simd_rewrite(out, text, (size_t)got);
    }
    free(text);
    if (in)
        fclose(in);
    return out && !fclose(out) && got >= 0;
}

static enum build_outcome build_compile(const struct build *build,
                                        const char *source, const char *object)
{
    char directory[PATH_SIZE], plugin[PATH_SIZE];
    snprintf(directory, sizeof directory, "%s", build->source);
    snprintf(plugin, sizeof plugin, "-fplugin=%s/../announce.so",
             build->library);
    const char *command[MAX_ARGUMENTS + 15] = {build->compiler,
                                               "-fsanitize=thread",
                                               "-fno-builtin",
                                               build->optimise,
                                               "-g",
                                               "-iquote",
                                               dirname(directory)};
    size_t count = 7;
    if (strcmp(build->compiler, "gcc") == 0)
        command[count++] = plugin; /* no other compiler would take it */
    if (build->openmp)
        command[count++] = "-fopenmp";
    if (build->coverage)
        command[count++] = "-fsanitize-coverage=trace-pc";
    for (size_t i = 0; i < MAX_ARGUMENTS && build->flags[i]; i++)
        command[count++] = build->flags[i];
    command[count++] = "-c";
    command[count++] = source;
    command[count++] = "-o";
    command[count++] = object;
    command[count] = NULL;
    return build_step((char *const *)command);
}

static enum build_outcome build_rename(const struct build *build,
                                       const char *object)
{
    char names[PATH_SIZE];
    snprintf(names, sizeof names, "--redefine-syms=%s/names.map",
             build->library);
    /* constructors are explored as well: program.c calls them */
    const char *command[] = {
        "objcopy", names, "--rename-section", ".init_array=explore_first",
        object,    NULL};
    return build_step((char *const *)command);
}

static enum build_outcome build_link(const struct build *build,
                                     const char *object, const char *program)
{
    char archive[PATH_SIZE];
    snprintf(archive, sizeof archive, "%s/libexplore.a", build->library);
    const char *command[] = {build->compiler, "-no-pie", "-Wl,-z,now", object,
                             archive,         "-lm",     "-pthread",   "-o",
                             program,         NULL};
    enum build_outcome outcome = build_step((char *const *)command);
    if (outcome == BUILD_REJECTED)
        fputs("parcours-explore: explore_main is the main of your program\n",
              stderr);
    return outcome;
}

enum build_outcome build_program(const struct build *build, const char *program)
{
    char object[PATH_SIZE], copy[PATH_SIZE];
    snprintf(object, sizeof object, "%s.o", program);
    snprintf(copy, sizeof copy, "%s.c", program);
    if (build->simd && !build_change(build, copy)) {
        fprintf(stderr, "parcours-explore: cannot write %s\n", copy);
        return BUILD_FAILED;
    }
    enum build_outcome outcome =
        build_compile(build, build->simd ? copy : build->source, object);
    if (outcome == BUILD_DONE)
        outcome = build_rename(build, object);
    if (outcome == BUILD_DONE)
        outcome = build_link(build, object, program);
    return outcome;
}
