/*
 * grade_watch.c - the same kernels under the tools of compute-sanitizer.
 *
 * Suite, driver and kernels are one program (grader/debug), which the tool can
 * start itself; it writes its report to a file that the program's own output
 * does not get into. Before silence counts, the same tool must have found a
 * mistake of its kind in the canary, the same way. What it found is remembered
 * for as long as the canary's program is the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "artifact.h"
#include "die.h"
#include "files.h"
#include "gpu.h"
#include "grade_parts.h"
#include "process.h"
#include "sandbox/sandbox.h"
#include "text.h"

#define FOLDER "build/gpu"

/* Found something: other than what the program itself returns. */
enum { FOUND = 86 };
#define FOUND_WORD "86"

static const double patience = 120;

struct watch {
    char *words[20];
    char *log;
    struct process process;
};

static void prepare(struct watch *w, char *tool, enum sanitizer_tool which,
                    const char *program, const char *tags, const char *folder,
                    const struct sandbox *sandbox)
{
    const char *word = sanitizer_word(which);
    w->log = text_format("%s/%s", folder, word);
    char *const words[] = {tool,         "--tool",
                           (char *)word, "--log-file",
                           w->log,       "--report-api-errors",
                           "no",         "--show-backtrace",
                           "device",     "--print-limit",
                           "20",         "--error-exitcode",
                           FOUND_WORD,   (char *)program,
                           (char *)tags, NULL};
    memcpy(w->words, words, sizeof words);
    w->process = (struct process){
        .argv = w->words, .deadline = patience, .sandbox = sandbox};
}

/* True if the tool and the program under it came to an end of their own. */
static bool ended(const struct process *p)
{
    return p->started && !p->late && WIFEXITED(p->status) &&
           (WEXITSTATUS(p->status) == 0 || WEXITSTATUS(p->status) == FOUND);
}

static void doubt(struct sanitizer_report *r, const char *why)
{
    if (r->trouble[0] == '\0')
        snprintf(r->trouble, sizeof r->trouble, "%s", why);
}

/* "exit status 3", with the last line of what was printed. */
static void doubt_end(struct sanitizer_report *r, const struct process *p)
{
    const char *text = p->output.length > 0 ? p->output.bytes : "";
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '\n')
        length--;
    size_t start = length;
    while (start > 0 && text[start - 1] != '\n')
        start--;
    char why[sizeof r->trouble];
    snprintf(
        why, sizeof why, "the program did not end well under it, %s %d%s%.*s",
        WIFSIGNALED(p->status) ? "signal" : "exit status",
        WIFSIGNALED(p->status) ? WTERMSIG(p->status) : WEXITSTATUS(p->status),
        length > start ? ": " : "",
        length - start < 100 ? (int)(length - start) : 100, text + start);
    doubt(r, why);
}

static void read_report(const struct watch *w, const char *file,
                        struct sanitizer_report *r)
{
    struct text t;
    text_init(&t);
    const char *missing = files_read(w->log, &t);
    sanitizer_parse(t.bytes, t.length, file, r);
    if (w->process.late)
        doubt(r, "it did not end in 120 seconds");
    else if (!ended(&w->process))
        doubt_end(r, &w->process);
    else if (missing != NULL)
        doubt(r, "it wrote no report");
    text_clear(&t);
}

/* Runs the program under those of the tools whose tags there are. */
static void run(char *tool, const char *program, const char *const *tags,
                const char *file, struct sanitizer_report *report)
{
    struct watch watch[SANITIZER_TOOLS];
    struct process list[SANITIZER_TOOLS];
    char *folder = text_format(FOLDER "/%ld.watch", (long)getpid());
    const char *const read[] = {program, NULL};
    const struct sandbox sandbox = {.profile = SANDBOX_GPU_TOOL,
                                    .cpu_seconds = (unsigned long)patience,
                                    .file = 64ul << 20,
                                    .read = read,
                                    .write = folder};
    size_t n = 0;
    enum sanitizer_tool of[SANITIZER_TOOLS];
    files_make_folder(folder);
    if (chown(folder, sandbox_user(), (gid_t)-1) != 0)
        die_errno("cannot hand %s to compute-sanitizer", folder);
    for (int t = 0; t < SANITIZER_TOOLS; t++) {
        if (tags[t] == NULL)
            continue;
        of[n] = (enum sanitizer_tool)t;
        prepare(&watch[n], tool, of[n], program, tags[t], folder, &sandbox);
        list[n] = watch[n].process;
        n++;
    }
    process_run(list, n, SANITIZER_TOOLS);
    for (size_t i = 0; i < n; i++) {
        watch[i].process = list[i];
        read_report(&watch[i], file, &report[of[i]]);
        process_clear(&list[i]);
        free(watch[i].log);
    }
    files_remove_folder(folder);
    free(folder);
}

/* --- the canary ----------------------------------------------------------- */

/* What each tool has to find: tag of the planted mistake, and its word. */
static const struct {
    const char *tag, *kind;
} planted[SANITIZER_TOOLS] = {
    [SANITIZER_MEMCHECK] = {"outside", "out-of-bounds"},
    [SANITIZER_RACECHECK] = {"kernels", "race"},
    [SANITIZER_INITCHECK] = {"unset", "uninitialised-read"},
    [SANITIZER_SYNCCHECK] = {"apart", "divergence"},
};

static char *marker(const char *program, int t)
{
    return text_format("%s.%s.found-it", program,
                       sanitizer_word((enum sanitizer_tool)t));
}

/* Sets `found` for each tool that finds what was planted. */
static void try(char *tool, const char *program, bool *found)
{
    struct sanitizer_report report[SANITIZER_TOOLS] = {{0}};
    const char *tags[SANITIZER_TOOLS] = {NULL};
    bool any = false;
    for (int t = 0; t < SANITIZER_TOOLS; t++) {
        char *known = marker(program, t);
        found[t] = files_exist(known);
        tags[t] = found[t] ? NULL : planted[t].tag;
        any = any || !found[t];
        free(known);
    }
    if (!any)
        return;
    run(tool, program, tags, "canary.cu", report);
    for (int t = 0; t < SANITIZER_TOOLS; t++) {
        const struct sanitizer_finding *f = sanitizer_first(&report[t]);
        if (tags[t] == NULL || f == NULL ||
            strstr(f->kind, planted[t].kind) == NULL)
            continue;
        char *known = marker(program, t);
        files_write(known, "", 0);
        found[t] = true;
        free(known);
    }
}

static const bool *trusted(char *tool)
{
    static bool found[SANITIZER_TOOLS], tried;
    struct exercise e;
    struct artifacts a;
    if (tried)
        return found;
    tried = true;
    exercise_canary_kernels(&e);
    char *source = exercise_skeleton(&e);
    struct order order = {
        .exercise = &e, .submission = source, .watched = true};
    artifact_build(&order, &a);
    if (!a.failed)
        try(tool, a.watched, found);
    artifact_clear(&a);
    free(source);
    exercise_clear(&e);
    return found;
}

void grade_watch(const char *program, const char *tags, const char *file,
                 struct sanitizer_report *report)
{
    const char *all[SANITIZER_TOOLS];
    char *tool = gpu_tool("compute-sanitizer");
    if (tool == NULL)
        return;
    const bool *found = trusted(tool);
    for (int t = 0; t < SANITIZER_TOOLS; t++)
        all[t] = tags;
    run(tool, program, all, file, report);
    for (int t = 0; t < SANITIZER_TOOLS; t++)
        if (!found[t])
            doubt(&report[t], "it does not find a planted mistake here");
    free(tool);
}
