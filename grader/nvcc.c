/* nvcc.c - see nvcc.h */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "nvcc.h"
#include "process.h"
#include "sandbox/sandbox.h"
#include "text.h"

/* On the PATH, or where NVIDIA's own packages put it. */
const char *nvcc_path(void)
{
    static char *found;
    const char *path = getenv("PATH");
    static const char *const usual = "/usr/local/cuda/bin/nvcc";
    while (found == NULL && path != NULL && *path != '\0') {
        size_t length = strcspn(path, ":");
        char *name = text_format("%.*s/nvcc", (int)length, path);
        if (length > 0 && access(name, X_OK) == 0)
            found = name;
        else
            free(name);
        path += length + (path[length] == ':');
    }
    return found != NULL ? found : access(usual, X_OK) == 0 ? usual : NULL;
}

/* "dir/cover.cu(5): error: expected a ..." from the file's name on. */
static char *first_error(const char *log, const char *file)
{
    const char *at = strstr(log, "error");
    if (at == NULL)
        return text_format("nvcc, for a GPU, does not compile it: %.*s",
                           (int)strcspn(log, "\n"), log);
    while (at > log && at[-1] != '\n')
        at--;
    const char *name = strstr(at, file);
    at = name == NULL ? at : name;
    return text_format("nvcc, for a GPU, does not compile it: %.*s",
                       (int)strcspn(at, "\n"), at);
}

static char *compile(const struct exercise *e, const char *file, char *folder)
{
    char *own = text_format("-I%s", e->folder);
    char *object = text_format("%s/out.o", folder);
    char *argv[] = {(char *)nvcc_path(), "-Ilib", own, "-c", "-o", object,
                    (char *)file,        NULL};
    const char *const read[] = {"lib", e->folder, file, NULL};
    const struct sandbox sandbox = {.profile = SANDBOX_COMPILE,
                                    .cpu_seconds = 20,
                                    .file = 64ul << 20,
                                    .read = read,
                                    .write = folder};
    struct process p = {.argv = argv, .deadline = 60, .sandbox = &sandbox};
    process_run(&p, 1, 1);
    /* on a busy machine it may have been stopped: that says nothing */
    bool refused = WIFEXITED(p.status) && !p.late && p.output.length > 0;
    char *note = process_good(&p) ? text_copy("nvcc compiles it too, for a GPU")
                 : refused        ? first_error(p.output.bytes, e->file)
                                  : NULL;
    process_clear(&p);
    free(own);
    free(object);
    return note;
}

/* The note is kept beside the copy of the file, whose folder is named by its
 * content; the contract's headers seldom change. */
char *nvcc_note(const struct exercise *e, const char *file)
{
    struct text kept;
    char *beside, *folder;
    if (nvcc_path() == NULL)
        return NULL;
    beside = text_format("%s.%s.nvcc", file, e->name);
    text_init(&kept);
    if (files_read(beside, &kept) == NULL) {
        free(beside);
        return kept.bytes;
    }
    text_clear(&kept);
    folder = files_draft(file);
    files_make_folder(folder);
    char *note = chown(folder, sandbox_user(), (gid_t)-1) == 0
                     ? compile(e, file, folder)
                     : NULL;
    files_remove_folder(folder);
    if (note != NULL)
        files_write(beside, note, strlen(note));
    free(beside);
    free(folder);
    return note;
}
