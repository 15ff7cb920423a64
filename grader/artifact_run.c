/* artifact_run.c - the compilers are run. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "artifact_parts.h"
#include "die.h"
#include "files.h"

/* What a compiler may take for one file: a hundred times what an honest one
 * needs, by the processor's clock; by the wall's, more, since a machine may be
 * busy. Hostile source makes it work, fill memory or disk, or print on. */
static const double patience = 40;
static const unsigned long cpu_most = 10, memory_most = 1500ul << 20,
                           file_most = 64ul << 20;

char *artifact_log(const char *output)
{
    return text_format("%s.log", output);
}

/* The whole command. objcopy takes its output at the end, without a word
 * before it; for the emulator a program's name ends its own options. */
char *artifact_command(const struct job *job, const char *output)
{
    int tool = (int)strcspn(job->command, " ");
    if (job->stage == RENAME)
        return text_format("%s %s", job->command, output);
    return text_format("%.*s -o %s%s", tool, job->command, output,
                       job->command + tool);
}

static void split(struct job *job, const char *draft)
{
    size_t n = 0;
    job->words = artifact_command(job, draft);
    for (char *word = strtok(job->words, " "); word != NULL;
         word = strtok(NULL, " ")) {
        if (n + 1 == WORDS)
            die("a build command has more than %d words", WORDS);
        job->argv[n++] = word;
    }
    job->argv[n] = NULL;
}

/* "-Ilib", "@wrap.ld", "--syms=names.map", "--flag=-Ilib" and "counter.c" name
 * files; other options do not. */
static const char *named(const char *word)
{
    if (word[0] == '@')
        return word + 1;
    if (strncmp(word, "-I", 2) == 0)
        return word + 2;
    const char *value = strchr(word, '=');
    return word[0] != '-' ? word : value == NULL ? NULL : named(value + 1);
}

/* The learner's file is compiled where nothing can be read but what the
 * command names, and nothing written but in a folder of its own. */
static void confine(struct job *job)
{
    size_t n = 0;
    for (char **word = job->argv; *word != NULL; word++) {
        const char *name = named(*word);
        if (name != NULL && files_exist(name))
            job->read[n++] = name;
    }
    if (strcmp(job->argv[0], EMULATOR) == 0)
        job->read[n++] =
            FLAVOUR_PLUGIN; /* it has gcc load it, and finds it itself */
    job->read[n] = NULL;
    job->sandbox = (struct sandbox){.profile = SANDBOX_COMPILE,
                                    .memory = memory_most,
                                    .cpu_seconds = cpu_most,
                                    .file = file_most,
                                    .read = job->read,
                                    .write = job->folder};
    if (chown(job->folder, sandbox_user(), (gid_t)-1) != 0)
        die_errno("cannot hand %s to the compiler", job->folder);
}

static void prepare(struct job *job)
{
    job->draft = files_draft(job->output);
    if (job->learner) {
        job->folder = job->draft;
        job->draft = text_format("%s/out", job->folder);
        files_make_folder(job->folder);
    }
    split(job, job->draft);
    job->process = (struct process){.argv = job->argv,
                                    .deadline = job->learner ? patience : 120,
                                    .memory = memory_most,
                                    .file = file_most};
    if (!job->learner)
        return;
    confine(job);
    job->process.sandbox = &job->sandbox;
    /* what does not compile in one way need not be tried in all: a bomb would
     * be, each time until its deadline */
    job->process.decisive = !artifact_with_mini(job);
    job->process.brief = true;
}

static void sweep(const struct job *job)
{
    if (job->folder != NULL)
        files_remove_folder(job->folder);
    else
        unlink(job->draft);
}

/* Moves a good output into place, together with what was printed. */
static void keep(struct job *job)
{
    struct stat s;
    char *log = artifact_log(job->output);
    if (lstat(job->draft, &s) != 0 || !S_ISREG(s.st_mode))
        die("%s did not write %s", job->argv[0], job->output);
    files_write(log, job->process.output.bytes, job->process.output.length);
    if ((s.st_uid != geteuid() && chown(job->draft, geteuid(), getegid())) ||
        rename(job->draft, job->output) != 0)
        die_errno("cannot write %s", job->output);
    sweep(job);
    free(log);
}

/* What a compiler prints is not believed: a source can have it print anything.
 * So it is seen whether there is room, and whether the compiler takes nothing
 * at all. */
static bool is_full(void)
{
    const unsigned long enough = 16ul << 20;
    struct statvfs v;
    return statvfs(CACHE, &v) != 0 || v.f_bavail * v.f_frsize < enough;
}

static bool is_whole(char *compiler)
{
    char *argv[] = {compiler,    "-x", "c",         "-c",
                    "/dev/null", "-o", "/dev/null", NULL};
    struct process p = {.argv = argv, .deadline = 120};
    process_run(&p, 1, 1);
    bool good = process_good(&p);
    process_clear(&p);
    return good;
}

/* Errors that are not about the source. */
static void check_machine(const struct job *job)
{
    const char *said = job->process.output.bytes;
    if (!job->process.started)
        die_status(STATUS_NOT_JUDGED,
                   "cannot run %s (%s): run setup/install run", job->argv[0],
                   strerror(job->process.failure));
    if (strstr(said, "No space left on device") != NULL && is_full()) {
        files_sweep(CACHE);
        die("the disk is full: free some space (make clean removes build/) and "
            "try again");
    }
    if ((strstr(said, "cannot execute") != NULL ||
         strstr(said, "installation problem") != NULL) &&
        !is_whole(job->argv[0]))
        die_status(STATUS_NOT_JUDGED,
                   "the compiler is not whole: run setup/install run");
}

bool artifact_with_mini(const struct job *job)
{
    return strstr(job->command, MINI_INCLUDE) != NULL ||
           strstr(job->command, MINI_OBJECT) != NULL;
}

/* Which of two failures is told: ours rather than the learner's, and MPICH's
 * rather than that of the mini-MPI, which may only lack something. */
static bool is_worse(const struct job *job, const struct job *than)
{
    if (job->learner != than->learner)
        return !job->learner;
    return artifact_with_mini(than) && !artifact_with_mini(job);
}

struct job *artifact_run(struct jobs *jobs, enum stage stage, double *seconds)
{
    struct process *processes = calloc(JOBS, sizeof *processes);
    struct job *owner[JOBS];
    size_t n = 0;
    if (processes == NULL)
        die("out of memory");
    for (size_t i = 0; i < jobs->count; i++) {
        struct job *job = &jobs->list[i];
        if (job->stage != stage || files_exist(job->output))
            continue;
        prepare(job);
        owner[n] = job;
        processes[n++] = job->process;
    }
    process_run(processes, n, (unsigned)sysconf(_SC_NPROCESSORS_ONLN));
    struct job *failed = NULL;
    for (size_t i = 0; i < n; i++) {
        struct job *job = owner[i];
        job->process = processes[i];
        *seconds += processes[i].cpu;
        if (process_good(&job->process)) {
            keep(job);
            continue;
        }
        sweep(job);
        if (job->process.failure == ECANCELED)
            continue;
        check_machine(job);
        if (failed == NULL || is_worse(job, failed))
            failed = job;
    }
    free(processes);
    return failed;
}

/* The tool ran, and could make nothing of what it was to read. A room's first
 * process says of a signal what a shell says. */
static bool is_puzzled(const struct process *p)
{
    static const int ends[] = {1, 128 + SIGABRT, 128 + SIGSEGV, 128 + SIGBUS,
                               128 + SIGFPE};
    int end = WIFEXITED(p->status) ? WEXITSTATUS(p->status)
                                   : 128 + WTERMSIG(p->status);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (p->started && end == ends[i])
            return true;
    return false;
}

char *artifact_ask(const struct jobs *jobs, char *tool, char *option)
{
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        if (!job->learner || job->stage != COMPILE ||
            strcmp(job->output + strlen(job->output) - 2, ".o") != 0)
            continue;
        char *argv[] = {tool, option, job->output, NULL};
        const char *const object[] = {job->output, NULL};
        const struct sandbox sandbox = {.profile = SANDBOX_COMPILE,
                                        .memory = 1ul << 30,
                                        .cpu_seconds = cpu_most,
                                        .read = object};
        struct process p = {.argv = argv,
                            .deadline = patience,
                            .brief = true,
                            .sandbox = &sandbox};
        process_run(&p, 1, 1);
        if (p.flooded || is_puzzled(&p)) {
            process_clear(&p);
            return NULL;
        }
        if (!process_good(&p))
            die("%s cannot read the object of %s", tool, job->output);
        text_clear(&p.record);
        return p.output.bytes;
    }
    return text_copy("");
}
