/* artifact_said.c - what the compiler said about the learner's file. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "artifact_parts.h"
#include "files.h"

/* The first line of the log that has `word` in it, such as "error: ". */
static const char *find_message(const char *log, const char *file,
                                const char *word, unsigned *line,
                                const char **end)
{
    for (; *log != '\0'; log = *end + (**end == '\n')) {
        *end = log + strcspn(log, "\n");
        const char *at = strstr(log, word);
        const char *name = strstr(log, file);
        if (at == NULL || at > *end)
            continue;
        *line = 0;
        if (name != NULL && name < at && name[strlen(file)] == ':')
            *line = (unsigned)strtoul(name + strlen(file) + 1, NULL, 10);
        return at + strlen(word);
    }
    return NULL;
}

/* What the linker says has no line of the learner's. */
static char *linker_message(const char *log)
{
    static const struct {
        const char *said, *meant;
        bool of_name; /* it begins with the name that follows what is said */
    } told[] = {
        {"undefined reference to `__atomic_",
         "what an atomic variable of more than 8 bytes, or one of floating "
         "point, needs is in a library (libatomic) that may take locks, and "
         "that is not linked: do without",
         false},
        {"undefined reference to `",
         "is not defined: write it, with exactly this name, and not static",
         true},
        {"multiple definition of `",
         "is the name of another part of the program: use another one", true},
        {"relocation truncated to fit",
         "its static variables are larger than a program can have: use malloc",
         false},
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const char *at = strstr(log, told[i].said);
        if (at == NULL)
            continue;
        if (!told[i].of_name)
            return text_copy(told[i].meant);
        at += strlen(told[i].said);
        return text_format("%.*s %s", (int)strcspn(at, "'\n"), at,
                           told[i].meant);
    }
    return text_format("%.*s", (int)strcspn(log, "\n"), log);
}

/* A compiler that was stopped, or that met a limit, blames no line. */
static const char *out_of_bounds(const struct process *p)
{
    int signal = WIFSIGNALED(p->status) ? WTERMSIG(p->status) : 0;
    if (p->flooded && strstr(p->output.bytes, "error: ") == NULL)
        return "the compiler has more to say of it than fits in a megabyte: "
               "mend "
               "what it says first";
    if (p->late || signal == SIGXCPU || signal == SIGKILL ||
        strstr(p->output.bytes, "CPU time limit exceeded") != NULL ||
        strstr(p->output.bytes, "Killed signal terminated") != NULL)
        return "the compiler takes too long for it: too much code comes out of "
               "the macros, or is asked of the compiler";
    if (signal == SIGSEGV ||
        strstr(p->output.bytes, "Segmentation fault signal terminated") != NULL)
        return "it is too deep for the compiler, which runs out of stack: too "
               "many parentheses, blocks or the like are one in the other";
    if (strstr(p->output.bytes, "SIGXFSZ") != NULL ||
        strstr(p->output.bytes, "File size limit exceeded") != NULL ||
        strstr(p->output.bytes, "File too large") != NULL ||
        strstr(p->output.bytes, "final link failed: file truncated") != NULL)
        return "what the compiler writes is larger than 64 MB: give large "
               "static variables no initial value, or use malloc";
    if (strstr(p->output.bytes, "out of memory") != NULL ||
        strstr(p->output.bytes, "virtual memory exhausted") != NULL)
        return "the compiler needs more than 1.5 GB of memory for it";
    return NULL;
}

/* MPICH has built the same file: what is missing is a name of MPI's. */
static bool note_mini(const char *log, const char *file, struct artifacts *a)
{
    static const char *const said[] = {"error: ", "undefined reference to "};
    for (int i = 0; i < 2; i++) {
        const char *end;
        const char *at = find_message(log, file, said[i], &a->line, &end);
        const char *name = at == NULL ? NULL : strstr(at, "MPI_");
        if (name == NULL || name > end)
            continue;
        a->lacks = true;
        a->message = text_format("our own small MPI, which counts messages, "
                                 "has no %.*s: do without it here",
                                 (int)strcspn(name, "'\342 "), name);
        return true;
    }
    return false;
}

void artifact_note_failure(const struct job *job, const char *file,
                           struct artifacts *a)
{
    const char *log = job->process.output.bytes, *end;
    const char *message = find_message(log, file, "error: ", &a->line, &end);
    if (message == NULL) /* that is how the assembler speaks */
        message = find_message(log, file, "Error: ", &a->line, &end);
    a->failed = true;
    const char *stop;
    const char *lacks =
        find_message(log, file, "not judged: ", &a->line, &stop);
    if (lacks != NULL) {
        a->lacks = true;
        a->message = text_format("%.*s", (int)(stop - lacks), lacks);
        return;
    }
    if (artifact_with_mini(job) && note_mini(log, file, a))
        return;
    const char *bounds = out_of_bounds(&job->process);
    if (bounds != NULL)
        a->message = text_copy(bounds);
    else if (job->stage == LINK)
        a->message = linker_message(log);
    else if (message != NULL)
        a->message = text_format("%.*s", (int)(end - message), message);
    else
        a->message = text_format("%.*s", (int)strcspn(log, "\n"), log);
}

void artifact_note_warnings(const struct order *order, const struct job *job,
                            struct artifacts *a)
{
    struct text log, source, warnings;
    char *path = artifact_log(job->output);
    text_init(&log);
    text_init(&source);
    text_init(&warnings);
    files_read(path, &log);
    files_read(order->submission, &source);
    const char *file = order->exercise->file, *at = log.bytes, *end;
    unsigned line;
    while ((at = find_message(at, files_name(order->submission),
                              "warning: ", &line, &end)) != NULL) {
        char quoted[72];
        files_line(source.bytes, line, quoted, sizeof quoted);
        text_addf(&warnings, "%s:%u: %.*s\n    %s\n", file, line,
                  (int)(end - at), at, quoted);
        a->nwarnings++;
        at = end;
    }
    free(path);
    free(a->warnings);
    a->warnings = warnings.bytes;
    text_clear(&log);
    text_clear(&source);
}
