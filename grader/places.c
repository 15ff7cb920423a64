/* places.c - see places.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "files.h"
#include "places.h"
#include "process.h"
#include "sandbox/sandbox.h"

enum { MOST = FACTS_FAILURES * FACTS_PLACES };

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

void places_name(struct facts *facts, const char *program, const char *file)
{
    char *argv[MOST + 5] = {"addr2line", "-f", "-e", (char *)program};
    struct place *places[MOST];
    size_t n = 0;
    for (size_t i = 0; i < facts->nfailures; i++)
        for (size_t j = 0; j < facts->failures[i].nplaces; j++) {
            struct place *p = &facts->failures[i].places[j];
            argv[4 + n] = text_format("%lx", p->offset);
            places[n++] = p;
        }
    if (n == 0)
        return;
    const char *const files[] = {program, NULL};
    const struct sandbox sandbox = {.profile = SANDBOX_COMPILE,
                                    .memory = 1ul << 30,
                                    .cpu_seconds = 10,
                                    .read = files};
    struct process process = {
        .argv = argv, .deadline = 20, .sandbox = &sandbox};
    process_run(&process, 1, 1);
    const char *text = process.output.bytes;
    for (size_t i = 0; i < n && process_good(&process); i++)
        text = read_answer(text, file, places[i]);
    for (size_t i = 0; i < n; i++)
        free(argv[4 + i]);
    process_clear(&process);
}
