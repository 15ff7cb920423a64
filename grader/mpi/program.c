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
    "    sudo apt-get install mpich libmpich-dev  (Debian, Ubuntu)\n";

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

enum { WORDS = 64 };

/* What MPICH's compiler wrapper would call, also where another MPI's comes
 * first on the path: the wrapper itself is a slow script. */
struct compiler {
    char line[4096];
    const char *word[WORDS]; /* then NULL */
};

static bool compiler_ask(struct compiler *compiler, const char *wrapper)
{
    char command[64];
    int n = 0;
    snprintf(command, sizeof command, "%s -show 2>/dev/null", wrapper);
    FILE *output = popen(command, "r");
    if (!output || !fgets(compiler->line, sizeof compiler->line, output))
        compiler->line[0] = '\0';
    if (output)
        pclose(output);
    bool ours = strstr(compiler->line, "mpich") != NULL;
    for (char *word = strtok(compiler->line, " \n"); word && n < WORDS - 40;
         word = strtok(NULL, " \n"))
        compiler->word[n++] = word;
    return ours;
}

static bool compiler_find(struct compiler *compiler)
{
    if (compiler_ask(compiler, "mpicc.mpich") ||
        compiler_ask(compiler, "mpicc"))
        return true;
    if (compiler->word[0])
        fputs("parcours mpi: the mpicc on the path is not MPICH's\n", stderr);
    fputs(install_line, stderr);
    return false;
}

/* The compiler's words, then `words`, then the flags that the user gave. */
static int program_compiler(const struct program *program,
                            const char *const *compiler,
                            const char *const *words)
{
    const char *const *const lists[] = {compiler, words, program->flags};
    const char *arguments[2 * WORDS];
    int n = 0;
    for (int k = 0; k < 3; k++)
        for (int i = 0; lists[k][i] && n < 2 * WORDS - 1; i++)
            arguments[n++] = lists[k][i];
    arguments[n] = NULL;
    return program_spawn(arguments);
}

/* The directory of the command, where the build has put the rest. */
static void program_beside(char path[PATH_MAX], const char *name)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    snprintf(path, PATH_MAX, "%.3900s/%s", dirname(self), name);
}

static int program_link(const struct program *program,
                        const char *const *compiler, const char *object)
{
    char runpath[PATH_MAX + 16], folder[PATH_MAX], wrap[PATH_MAX + 1] = "@";
    snprintf(folder, sizeof folder, "%s", program->layer);
    snprintf(runpath, sizeof runpath, "-Wl,-rpath,%s", dirname(folder));
    program_beside(wrap + 1, "wrap.ld");
    const char *const words[] = {
        object, program->layer, runpath,   wrap,  "-pthread",
        "-o",   program->path,  "-lmpich", "-lm", NULL};
    return program_compiler(program, compiler, words);
}

/* Every access is instrumented, see access.c; -O0 keeps them all. */
static int program_compile(const struct program *program, const char *file)
{
    static struct compiler compiler;
    char object[PATH_MAX + 8], plugin[PATH_MAX + 9] = "-fplugin=";
    if (!compiler_find(&compiler))
        return 3;
    snprintf(object, sizeof object, "%s.o", program->path);
    program_beside(plugin + 9, "../announce.so");
    bool gcc = strcmp(compiler.word[0], "gcc") == 0;
    const char *const words[] = {
        "-g", "-O0", "-w",   "-fsanitize=thread", "-pthread", "-c",
        file, "-o",  object, gcc ? plugin : NULL, NULL};
    if (program_compiler(program, compiler.word, words) != 0 ||
        program_link(program, compiler.word, object) != 0) {
        fprintf(stderr, "parcours mpi: %s does not compile; see above\n", file);
        return 1;
    }
    return 0;
}

/* Whether the file speaks of OpenMP: its authors compile it so. */
static bool program_has_openmp(const char *file)
{
    static const char *const words[] = {"omp.h", "pragma omp", "_OPENMP"};
    char line[1024];
    bool found = false;
    FILE *source = fopen(file, "r");
    while (source && !found && fgets(line, sizeof line, source))
        for (int i = 0; i < 3; i++)
            found |= strstr(line, words[i]) != NULL;
    if (source)
        fclose(source);
    return found;
}

void program_flag(struct program *program, const char *flag)
{
    int n = 0;
    while (program->flags[n])
        n++;
    if (n < 15)
        program->flags[n] = flag;
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

/* The loader takes a blank or colon in LD_PRELOAD for the end of a name, and
 * goes on without the layer: it gets a name without. */
static int program_name_layer(struct program *program)
{
    char link[PATH_MAX];
    if (!strpbrk(program->layer, " :"))
        return 0;
    if (!program->folder[0] && !program_folder(program))
        return 4;
    snprintf(link, sizeof link, "%.4000s/layer.so", program->folder);
    if (symlink(program->layer, link) != 0 || strpbrk(link, " :")) {
        fprintf(stderr,
                "parcours mpi: not judged: %s has a blank or a colon in its "
                "name, and so has TMPDIR\n",
                program->layer);
        return 3;
    }
    snprintf(program->layer, sizeof program->layer, "%s", link);
    return 0;
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

/* For the mini-MPI: any compiler will do, and nothing is instrumented. */
static int program_compile_mini(const struct program *program, const char *file)
{
    char library[PATH_MAX], include[PATH_MAX], header[PATH_MAX + 2];
    char object[PATH_MAX + 8];
    program_beside(library, "mini.o");
    program_beside(include, "mini");
    snprintf(header, sizeof header, "-I%s", include);
    snprintf(object, sizeof object, "%s.o", program->path);
    const char *const cc[] = {"cc", NULL};
    const char *const compile[] = {"-g",   "-O2", "-w", "-Dmain=mini_main",
                                   header, "-c",  file, "-o",
                                   object, NULL};
    const char *const link[] = {object,        library, "-o",
                                program->path, "-lm",   NULL};
    if (program_compiler(program, cc, compile) == 0 &&
        program_compiler(program, cc, link) == 0)
        return 0;
    fprintf(stderr, "parcours mpi: %s does not compile; see above\n", file);
    return 1;
}

static int program_build(struct program *program, const char *given)
{
    size_t length = strlen(given);
    bool source = length > 2 && strcmp(given + length - 2, ".c") == 0;
    program_beside(program->layer, "libparcoursmpi.so");
    struct stat status;
    if (access(given, R_OK) != 0 || stat(given, &status) != 0 ||
        !S_ISREG(status.st_mode)) {
        fprintf(stderr, "parcours mpi: cannot read %s\n", given);
        return 2;
    }
    if (program->mini && !source) {
        fputs("parcours mpi: --count needs the source, a file.c\n", stderr);
        return 2;
    }
    if (!source)
        return program_use(program, given);
    if (program_has_openmp(given))
        program_flag(program, "-fopenmp");
    if (!program_folder(program)) {
        fputs("parcours mpi: cannot make a folder for the program\n", stderr);
        return 4;
    }
    snprintf(program->path, sizeof program->path, "%.4000s/program",
             program->folder);
    return program->mini ? program_compile_mini(program, given)
                         : program_compile(program, given);
}

int program_prepare(struct program *program, const char *given)
{
    int status = program_build(program, given);
    return status != 0 ? status : program_name_layer(program);
}

void program_remove(struct program *program)
{
    static const char *const names[] = {"program", "program.o", "layer.so"};
    char path[PATH_MAX];
    if (!program->folder[0])
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%.4000s/%s", program->folder, names[i]);
        unlink(path);
    }
    rmdir(program->folder);
}
