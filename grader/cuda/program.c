#include "program.h"

#include <fcntl.h>
#include <libgen.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "operations.h"
#include "translate.h"
#include "variables.h"

extern char **environ;

enum { WORDS = 64 };

static int program_spawn(const char *const *words)
{
    pid_t child;
    int status;
    if (posix_spawnp(&child, words[0], NULL, NULL, (char *const *)words,
                     environ) != 0 ||
        waitpid(child, &status, 0) < 0)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

/* The directory of the command, where the build has put the rest. */
static void program_beside(char path[PATH_MAX], const char *name)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    snprintf(path, PATH_MAX, "%.3900s/%s", dirname(self), name);
}

static int add(const char **words, int n, const char *const *more)
{
    for (int i = 0; more[i] && n < WORDS - 1; i++)
        words[n++] = more[i];
    words[n] = NULL;
    return n;
}

/*
 * -O0 keeps every access that the source makes. Addresses stay below 4 GiB,
 * where the history of accesses expects them.
 */
static int program_compile(const struct program *program, const char *source,
                           const char *to, const char *what, const char *file)
{
    static const char *const common[] = {"-x",
                                         "c++",
                                         "-std=gnu++17",
                                         "-g",
                                         "-w",
                                         "-fpermissive",
                                         "-fno-pie",
                                         "-fno-builtin-printf",
                                         "-pthread",
                                         "-ftemplate-depth=2000",
                                         NULL};
    static const char *const fast[] = {"-O2", "-DPARCOURS_CHECKED=0", NULL};
    static const char *const check[] = {"-O0",
                                        "-fno-omit-frame-pointer",
                                        "-DPARCOURS_CHECKED=1",
                                        "-fsanitize=thread",
                                        "--param=tsan-distinguish-volatile=1",
                                        NULL};
    static const char *const within[] = {
        "-fplugin-arg-announce-within=parcours_within", NULL};
    static const char *const count[] = {"-fsanitize-coverage=trace-pc", NULL};
    const char *words[WORDS] = {"g++", NULL};
    char include[PATH_MAX + 2], beside[PATH_MAX + 2], folder[PATH_MAX];
    char header[PATH_MAX], plugin[PATH_MAX + 9] = "-fplugin=";
    program_beside(header, "include");
    snprintf(include, sizeof include, "-I%s", header);
    program_beside(header, "include/cuda_runtime.h");
    snprintf(folder, sizeof folder, "%s", file);
    snprintf(beside, sizeof beside, "-I%s", dirname(folder));
    program_beside(plugin + 9, "../announce.so");
    int n = add(words, 1, common);
    n = add(words, n, program->mode == MODE_FAST ? fast : check);
    if (program->mode != MODE_FAST)
        words[n++] = plugin;
    if (program->mode == MODE_CHECK)
        n = add(words, n, within);
    if (program->mode == MODE_COUNT)
        n = add(words, n, count);
    n = add(words, n, program->flags);
    const char *const files[] = {include, beside, "-include", header, what,
                                 source,  "-o",   to,         NULL};
    add(words, n, files);
    return program_spawn(words);
}

/* By way of assembler text: checks want gaps between variables, and counters
 * marks for arithmetic. */
static int program_object(const struct program *program, const char *source,
                          const char *object, const char *file)
{
    char text[PATH_MAX + 16], marked[PATH_MAX + 16];
    if (program->mode == MODE_FAST)
        return program_compile(program, source, object, "-c", file);
    snprintf(text, sizeof text, "%s/text.s", program->folder);
    snprintf(marked, sizeof marked, "%s/marked.s", program->folder);
    int status = program_compile(program, source, text, "-S", file);
    if (status != 0)
        return status;
    bool check = program->mode == MODE_CHECK;
    if (!(check ? variables_part : operations_mark)(text, marked))
        return 1;
    const char *const words[] = {"g++", "-c", marked, "-o", object, NULL};
    return program_spawn(words);
}

/* Library calls of the learner's that the runtime wants to see. */
static int program_rename(const struct program *program, const char *object)
{
    const char *const always[] = {"objcopy",
                                  "--redefine-sym",
                                  "printf=parcours_printf",
                                  "--redefine-sym",
                                  "__assert_fail=parcours_assert_fail",
                                  "--redefine-sym",
                                  "malloc=parcours_malloc_any",
                                  "--redefine-sym",
                                  "free=parcours_free_any",
                                  NULL};
    static const char *const checked[] = {"--redefine-sym",
                                          "memcpy=parcours_memcpy",
                                          "--redefine-sym",
                                          "memmove=parcours_memmove",
                                          "--redefine-sym",
                                          "memset=parcours_memset",
                                          NULL};
    const char *words[WORDS];
    int n = add(words, 0, always);
    if (program->mode == MODE_CHECK)
        n = add(words, n, checked);
    const char *const file[] = {object, NULL};
    add(words, n, file);
    return program_spawn(words);
}

static int program_link(const struct program *program, const char *object)
{
    char library[PATH_MAX];
    program_beside(library, "libparcourscuda.a");
    /* All of the library: its constructors serve programs without a kernel. */
    const char *const words[] = {"g++",      "-no-pie",
                                 object,     "-Wl,--whole-archive",
                                 library,    "-Wl,--no-whole-archive",
                                 "-o",       program->path,
                                 "-pthread", "-ldl",
                                 "-lm",      NULL};
    return program_spawn(words);
}

static bool program_lacks(const struct program *program, const char *source,
                          const char *file)
{
    char text[PATH_MAX + 16];
    snprintf(text, sizeof text, "%s/text.ii", program->folder);
    if (program_compile(program, source, text, "-E", file) != 0)
        unlink(text);
    return translate_lacks(text);
}

static int program_build(struct program *program, const char *file)
{
    /* an object is for a program that says its mode itself */
    static const char *const endings[] = {
        "extern \"C\" const int parcours_mode = 0;\n",
        "extern \"C\" const int parcours_mode = 1;\n",
        "extern \"C\" const int parcours_mode = 2;\n"};
    char source[PATH_MAX], object[PATH_MAX + 8];
    switch (translate(file, program->folder,
                      program->object ? "" : endings[program->mode], source)) {
    case TRANSLATED:
        break;
    case TRANSLATION_LACKS:
        if (program_lacks(program, source, file))
            return NOT_JUDGED;
        break;
    default:
        fprintf(stderr, "parcours cuda: cannot translate %s\n", file);
        return OWN_ERROR;
    }
    if (program->object)
        snprintf(object, sizeof object, "%s", program->object);
    else
        snprintf(object, sizeof object, "%s.o", program->path);
    int compiled = program_object(program, source, object, file);
    if (compiled == 127) {
        fputs("parcours cuda: not judged: g++ is not installed.\n"
              "    sudo apt-get install g++  (Debian, Ubuntu)\n",
              stderr);
        return NOT_JUDGED;
    }
    if (compiled != 0 || program_rename(program, object) != 0 ||
        (!program->object && program_link(program, object) != 0)) {
        fprintf(stderr,
                "parcours cuda: %s does not compile; see the lines above\n",
                file);
        return NOT_PASSED;
    }
    return PASSED;
}

int program_prepare(struct program *program, const char *given)
{
    char file[PATH_MAX], base[PATH_MAX];
    const char *given_base = getenv("TMPDIR");
    size_t length = strlen(given);
    if (length < 4 || strcmp(given + length - 3, ".cu") != 0) {
        fprintf(stderr, "parcours cuda: %s is no CUDA source (name.cu)\n",
                given);
        return USAGE;
    }
    if (!realpath(given, file) || access(file, R_OK) != 0) {
        fprintf(stderr, "parcours cuda: cannot read %s\n", given);
        return USAGE;
    }
    /* translated files include each other by whole paths */
    bool there = realpath(given_base ? given_base : "/tmp", base) != NULL;
    snprintf(program->folder, sizeof program->folder,
             "%.3900s/parcours-cuda-XXXXXX", there ? base : "/tmp");
    if (!mkdtemp(program->folder)) {
        program->folder[0] = '\0';
        fputs("parcours cuda: cannot make a folder for the program\n", stderr);
        return OWN_ERROR;
    }
    snprintf(program->path, sizeof program->path, "%.4000s/program",
             program->folder);
    snprintf(program->report, sizeof program->report, "%.4000s/report",
             program->folder);
    return program_build(program, file);
}

static void program_environment(const struct program *program, long seed)
{
    char text[32];
    snprintf(text, sizeof text, "%ld", seed);
    setenv("PARCOURS_CUDA_SEED", text, 1);
    snprintf(text, sizeof text, "%d", program->seconds);
    setenv("PARCOURS_CUDA_SECONDS", text, 1);
    setenv("PARCOURS_CUDA_REPORT", program->report, 1);
    snprintf(text, sizeof text, "%d", program->undefined);
    if (program->undefined)
        setenv("PARCOURS_CUDA_UNDEFINED", text, 1);
    if (program->gpu)
        setenv("PARCOURS_CUDA_DEVICE", program->gpu, 1);
}

/* Should the runtime's own limit fail: a program can block its signal. */
static void program_limit(const struct program *program)
{
    rlim_t seconds = (rlim_t)program->seconds * 16 + 10;
    setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

int program_run(const struct program *program, long seed, bool show)
{
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        program_environment(program, seed);
        program_limit(program);
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, STDIN_FILENO);
        if (!show) {
            dup2(nothing, STDOUT_FILENO);
            dup2(nothing, STDERR_FILENO);
        }
        execv(program->path, program->arguments);
        _exit(127);
    }
    return waitpid(child, &status, 0) < 0 ? -1 : status;
}

void program_remove(struct program *program)
{
    const char *const words[] = {"/bin/rm", "-rf", program->folder, NULL};
    if (program->folder[0])
        program_spawn(words);
}
