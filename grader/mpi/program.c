#include "program.h"

#include <libgen.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char install_line[] =
    "parcours mpi: not judged: MPICH's mpicc is not installed here.\n"
    "    sudo apt-get install mpich        (Debian, Ubuntu)\n";

int program_spawn(const char *const *arguments)
{
    pid_t child;
    int status;
    if (posix_spawnp(&child, arguments[0], NULL, NULL, (char *const *)arguments,
                     environ) != 0)
        return 127;
    if (waitpid(child, &status, 0) < 0)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

static bool output_has(const char *command, const char *word)
{
    char line[4096];
    bool found = false;
    FILE *output = popen(command, "r");
    while (output && fgets(line, sizeof line, output))
        found = found || strstr(line, word) != NULL;
    return output && pclose(output) != -1 && found;
}

/* MPICH's compiler wrapper, also where Open MPI's comes first. */
static const char *compiler_find(void)
{
    static const char *const names[] = {"mpicc.mpich", "mpicc"};
    for (int i = 0; i < 2; i++) {
        char command[64];
        snprintf(command, sizeof command, "%s -show 2>/dev/null", names[i]);
        if (output_has(command, "mpich"))
            return names[i];
    }
    if (output_has("mpicc --showme 2>/dev/null", "mpi"))
        fputs("parcours mpi: the mpicc that comes first on the path is not "
              "MPICH's\n",
              stderr);
    fputs(install_line, stderr);
    return NULL;
}

/* The compiler, then `words`, then the flags that the user gave. */
static int program_compiler(const struct program *program, const char *compiler,
                            const char *const *words)
{
    const char *arguments[64] = {compiler};
    int n = 1;
    for (int i = 0; words[i]; i++)
        arguments[n++] = words[i];
    for (int i = 0; program->flags[i]; i++)
        arguments[n++] = program->flags[i];
    arguments[n] = NULL;
    return program_spawn(arguments);
}

static int program_link(const struct program *program, const char *compiler,
                        const char *object)
{
    char runpath[PATH_MAX + 16], folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", program->layer);
    snprintf(runpath, sizeof runpath, "-Wl,-rpath,%s", dirname(folder));
    const char *const words[] = {object, program->layer, runpath, "-pthread",
                                 "-o",   program->path,  "-lm",   NULL};
    return program_compiler(program, compiler, words);
}

/* Every access is instrumented, see access.c; -O0 keeps them all. */
static int program_compile(const struct program *program, const char *file)
{
    const char *compiler = compiler_find();
    char object[PATH_MAX + 8];
    if (!compiler)
        return 3;
    snprintf(object, sizeof object, "%s.o", program->path);
    const char *const words[] = {"-g",       "-O0", "-w", "-fsanitize=thread",
                                 "-pthread", "-c",  file, "-o",
                                 object,     NULL};
    if (program_compiler(program, compiler, words) != 0 ||
        program_link(program, compiler, object) != 0) {
        fprintf(stderr, "parcours mpi: %s does not compile; see above\n", file);
        return 1;
    }
    return 0;
}

static bool program_folder(struct program *program)
{
    const char *base = getenv("TMPDIR");
    snprintf(program->folder, sizeof program->folder, "%s/parcours-mpi-XXXXXX",
             base ? base : "/tmp");
    if (mkdtemp(program->folder))
        return true;
    program->folder[0] = '\0';
    return false;
}

static int program_use(struct program *program, const char *given)
{
    if (!realpath(given, program->path) || access(program->path, X_OK) != 0) {
        fprintf(stderr,
                "parcours mpi: %s is not a program that can be started\n",
                given);
        return 2;
    }
    return 0;
}

/* The directory of the command, where the build has put the rest. */
static void program_beside(char path[PATH_MAX], const char *name)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    snprintf(path, PATH_MAX, "%.3900s/%s", dirname(self), name);
}

/* For the mini-MPI: any compiler will do, and nothing is instrumented. */
static int program_compile_mini(const struct program *program, const char *file)
{
    char library[PATH_MAX], include[PATH_MAX], header[PATH_MAX + 2];
    char object[PATH_MAX + 8];
    program_beside(library, "libmini.a");
    program_beside(include, "mini");
    snprintf(header, sizeof header, "-I%s", include);
    snprintf(object, sizeof object, "%s.o", program->path);
    const char *const compile[] = {"-g",   "-O2", "-w", "-Dmain=mini_main",
                                   header, "-c",  file, "-o",
                                   object, NULL};
    const char *const link[] = {object,        library, "-o",
                                program->path, "-lm",   NULL};
    if (program_compiler(program, "cc", compile) == 0 &&
        program_compiler(program, "cc", link) == 0)
        return 0;
    fprintf(stderr, "parcours mpi: %s does not compile; see above\n", file);
    return 1;
}

int program_prepare(struct program *program, const char *given)
{
    size_t length = strlen(given);
    bool source = length > 2 && strcmp(given + length - 2, ".c") == 0;
    program_beside(program->layer, "libparcoursmpi.so");
    if (access(given, R_OK) != 0) {
        fprintf(stderr, "parcours mpi: cannot read %s\n", given);
        return 2;
    }
    if (program->mini && !source) {
        fputs("parcours mpi: --count needs the source, a file.c\n", stderr);
        return 2;
    }
    if (!source)
        return program_use(program, given);
    if (!program_folder(program)) {
        fputs("parcours mpi: cannot make a folder for the program\n", stderr);
        return 4;
    }
    snprintf(program->path, sizeof program->path, "%.4000s/program",
             program->folder);
    return program->mini ? program_compile_mini(program, given)
                         : program_compile(program, given);
}

void program_remove(struct program *program)
{
    char object[PATH_MAX + 8];
    if (!program->folder[0])
        return;
    snprintf(object, sizeof object, "%s.o", program->path);
    unlink(object);
    unlink(program->path);
    rmdir(program->folder);
}
