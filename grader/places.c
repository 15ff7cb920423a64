/* places.c - see places.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "facts.h"
#include "files.h"
#include "places.h"
#include "process.h"
#include "seen.h"
#include "sandbox/sandbox.h"

enum {
    MOST = FACTS_FAILURES * FACTS_PLACES + 2 * FACTS_EXPLORED * FACTS_LINES,
    OPTIONS = 4
};

/* One answer is two lines: the function, and "path/file.c:17". */
static const char *read_answer(const char *text, const char *file,
                               struct place *p)
{
    size_t length = strcspn(text, "\n");
    snprintf(p->function, sizeof p->function, "%.*s", (int)length, text);
    text += length + (text[length] == '\n');
    length = strcspn(text, "\n");
    const char *colon = memrchr(text, ':', length);
    if (colon != NULL) {
        char *path = text_format("%.*s", (int)(colon - text), text);
        if (strcmp(files_name(path), file) == 0) {
            snprintf(p->file, sizeof p->file, "%s", file);
            p->line = (unsigned)strtoul(colon + 1, NULL, 10);
        }
        free(path);
    }
    return text + length + (text[length] == '\n');
}

/* Runs addr2line on so many arguments after the first four, which it sets. */
static void ask(char **argv, size_t n, const char *program, struct process *p)
{
    argv[0] = "addr2line";
    argv[1] = "-f";
    argv[2] = "-e";
    argv[3] = (char *)program;
    const char *const files[] = {program, NULL};
    const struct sandbox sandbox = {.profile = SANDBOX_COMPILE,
                                    .memory = 1ul << 30,
                                    .cpu_seconds = 10,
                                    .read = files};
    *p = (struct process){.argv = argv, .deadline = 20, .sandbox = &sandbox};
    process_run(p, 1, 1);
    p->sandbox = NULL;
    for (size_t i = 0; i < n; i++)
        free(argv[OPTIONS + i]);
}

/* What happens in a function of the exercise is shown where the learner's file
 * calls it. */
static void use_callers(struct facts *facts)
{
    for (size_t i = 0; i < facts->nranked; i++)
        for (size_t j = 0; j < facts->ranked[i].nlines; j++)
            if (facts->ranked[i].line[j].place.line == 0)
                facts->ranked[i].line[j].place =
                    facts->ranked[i].line[j].caller;
}

void places_name(struct facts *facts, const char *program, const char *file)
{
    char *argv[MOST + OPTIONS + 1] = {NULL};
    struct place *places[MOST];
    size_t n = 0;
    for (size_t i = 0; i < facts->nfailures; i++)
        for (size_t j = 0; j < facts->failures[i].nplaces; j++) {
            struct place *p = &facts->failures[i].places[j];
            argv[OPTIONS + n] = text_format("%lx", p->offset);
            places[n++] = p;
        }
    for (size_t i = 0; i < facts->nranked; i++)
        for (size_t j = 0; j < facts->ranked[i].nlines; j++) {
            struct place *const both[] = {&facts->ranked[i].line[j].place,
                                          &facts->ranked[i].line[j].caller};
            for (size_t k = 0; k < 2; k++) {
                argv[OPTIONS + n] = text_format("%lx", both[k]->offset);
                places[n++] = both[k];
            }
        }
    if (n == 0)
        return;
    struct process process;
    ask(argv, n, program, &process);
    const char *text = process.output.bytes;
    for (size_t i = 0; i < n && process_good(&process); i++)
        text = read_answer(text, file, places[i]);
    process_clear(&process);
    use_callers(facts);
}

void places_name_seen(struct seen *seen, const char *program, const char *file)
{
    char **argv = calloc(seen->count + OPTIONS + 1, sizeof *argv);
    struct process process;
    if (argv == NULL)
        die("out of memory");
    for (size_t i = 0; i < seen->count; i++) /* the call, not the return */
        argv[OPTIONS + i] = text_format("%lx", seen->block[i].offset - 1);
    ask(argv, seen->count, program, &process);
    const char *text = process.output.bytes;
    for (size_t i = 0; i < seen->count && process_good(&process); i++) {
        struct place place = {.line = 0};
        text = read_answer(text, file, &place);
        seen->block[i].line = place.line;
    }
    process_clear(&process);
    free(argv);
}

/* --- frames that a detector could not name ------------------------------- */

/* Filled in a first round, with one run of addr2line for all; read in a second.
 */
struct names {
    const char *module;
    bool known;
    size_t count;
    unsigned long offset[MOST];
    struct frame frame[MOST];
};

static size_t find(const struct names *n, unsigned long offset)
{
    size_t i = 0;
    while (i < n->count && n->offset[i] != offset)
        i++;
    return i;
}

static bool name_frame(void *arg, const char *module, unsigned long offset,
                       struct frame *frame)
{
    struct names *n = arg;
    size_t length = strlen(n->module), i = find(n, offset);
    /* the reader of reports may have cut a long name */
    if (strncmp(module, n->module, strlen(module)) != 0 || length == 0)
        return false;
    if (n->known && i < n->count)
        *frame = n->frame[i];
    else if (!n->known && i == n->count && i < MOST)
        n->offset[n->count++] = offset;
    return n->known && i < n->count && frame->file[0] != '\0';
}

static const char *read_frame(const char *text, struct frame *f)
{
    size_t length = strcspn(text, "\n");
    finding_keep(f->function, sizeof f->function, text, length);
    text += length + (text[length] == '\n');
    length = strcspn(text, "\n");
    const char *colon = memrchr(text, ':', length);
    if (colon != NULL && text[0] != '?') {
        char *path = text_format("%.*s", (int)(colon - text), text);
        const char *name = files_name(path);
        finding_keep(f->file, sizeof f->file, name, strlen(name));
        f->line = (unsigned)strtoul(colon + 1, NULL, 10);
        free(path);
    }
    return text + length + (text[length] == '\n');
}

void places_name_findings(struct findings *findings, const char *program)
{
    struct names *n = calloc(1, sizeof *n);
    char *argv[MOST + OPTIONS + 1] = {NULL};
    struct process process;
    if (n == NULL)
        die("out of memory");
    n->module = files_name(program);
    struct symboliser symboliser = {.code = name_frame, .arg = n};
    findings_symbolise(findings, &symboliser);
    if (n->count > 0) {
        for (size_t i = 0; i < n->count; i++)
            argv[OPTIONS + i] = text_format("%lx", n->offset[i]);
        ask(argv, n->count, program, &process);
        const char *text = process.output.bytes;
        for (size_t i = 0; i < n->count && process_good(&process); i++)
            text = read_frame(text, &n->frame[i]);
        n->known = true;
        process_clear(&process);
        findings_symbolise(findings, &symboliser);
    }
    free(n);
}
