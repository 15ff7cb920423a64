/* gpu.c - see gpu.h */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "gpu.h"
#include "nvcc.h"
#include "process.h"
#include "sandbox/sandbox.h"
#include "text.h"

#define SOURCE "grader/worker/gpu/probe.cu"
#define FOLDER "build/gpu"
#define DRAFT FOLDER "/run" /* a folder */
#define PROBE FOLDER "/probe"
#define ANSWER FOLDER "/answer"

static const char *const devices[] = {"/dev/nvidia[0-9]*", "/dev/nvidiactl",
                                      "/dev/dxg"};

/* How many devices there are. */
static size_t count_devices(void)
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        glob_t found;
        n += glob(devices[i], 0, NULL, &found) == 0 ? found.gl_pathc : 0;
        globfree(&found);
    }
    return n;
}

/* All that the answer depends on, in a line. */
static char *circumstances(void)
{
    struct text boot;
    struct stat nvcc = {0}, source = {0};
    text_init(&boot);
    files_read("/proc/sys/kernel/random/boot_id", &boot);
    boot.bytes[strcspn(boot.bytes, "\n")] = '\0';
    stat(nvcc_path(), &nvcc);
    stat(SOURCE, &source);
    char *line =
        text_format("%s %lld %lld %zu\n", boot.bytes, (long long)nvcc.st_mtime,
                    (long long)source.st_mtime, count_devices());
    text_clear(&boot);
    return line;
}

static void no(struct gpu *gpu, const char *why)
{
    gpu->there = false;
    snprintf(gpu->why, sizeof gpu->why, "%.*s", (int)strcspn(why, "\n"), why);
}

/* "sm_90 NVIDIA H200", or anything else: why there is none. */
static void read_answer(const char *text, struct gpu *gpu)
{
    gpu->there = sscanf(text, "%15s %63[^\n]", gpu->arch, gpu->name) == 2 &&
                 strncmp(gpu->arch, "sm_", 3) == 0;
    if (!gpu->there)
        no(gpu, text);
}

/* What a command prints, or why it prints nothing. To be freed. */
static char *run(char *const argv[], enum sandbox_profile profile, double most)
{
    static const char *const read[] = {SOURCE, PROBE, NULL};
    char *folder = files_draft(DRAFT);
    const struct sandbox sandbox = {.profile = profile,
                                    .cpu_seconds = (unsigned long)most,
                                    .file = 64ul << 20,
                                    .read = read,
                                    .write = folder};
    struct process p = {.argv = argv, .deadline = most, .sandbox = &sandbox};
    files_make_folder(folder);
    bool ours = chown(folder, sandbox_user(), (gid_t)-1) == 0;
    if (ours)
        process_run(&p, 1, 1);
    if (ours && process_good(&p) && profile == SANDBOX_COMPILE) {
        char *made = text_format("%s/probe", folder);
        ours = rename(made, PROBE) == 0;
        free(made);
    }
    char *said = !ours            ? text_copy("it cannot be asked here")
                 : p.late         ? text_format("it does not answer in %g "
                                                        "seconds: nvidia-smi says more",
                                                most)
                 : p.output.bytes ? text_copy(p.output.bytes)
                                  : text_copy("");
    files_remove_folder(folder);
    process_clear(&p);
    free(folder);
    return said;
}

/* The program is small, and made for any GPU: PTX, compiled when it starts. */
static char *ask(void)
{
    char *folder = files_draft(DRAFT);
    char *made = text_format("%s/probe", folder);
    char *build[] = {(char *)nvcc_path(), "-o", made, SOURCE, NULL};
    char *probe[] = {PROBE, NULL};
    unlink(PROBE);
    char *said = run(build, SANDBOX_COMPILE, 60);
    free(made);
    free(folder);
    if (files_exist(PROBE)) {
        free(said);
        return run(probe, SANDBOX_GPU_TOOL, 30);
    }
    char *why = text_format("nvcc does not build a program: %s", said);
    free(said);
    return why;
}

/* Without asking: of the architecture that was named. */
static void take(const char *arch, struct gpu *gpu)
{
    char *answer = text_format("%s GPU=%s", arch, arch);
    read_answer(answer, gpu);
    free(answer);
}

static void look(struct gpu *gpu)
{
    struct text kept;
    char *now = circumstances();
    text_init(&kept);
    files_make_folder(FOLDER);
    if (files_read(ANSWER, &kept) == NULL &&
        strncmp(kept.bytes, now, strlen(now)) == 0) {
        read_answer(kept.bytes + strlen(now), gpu);
    } else {
        char *said = ask();
        char *whole = text_format("%s%s", now, said);
        read_answer(said, gpu);
        files_write(ANSWER, whole, strlen(whole));
        free(whole);
        free(said);
    }
    text_clear(&kept);
    free(now);
}

const struct gpu *gpu_find(void)
{
    static struct gpu gpu;
    static bool asked;
    const char *wish = getenv("GPU");
    if (asked)
        return &gpu;
    asked = true;
    gpu.wanted = wish != NULL && *wish != '\0' && strcmp(wish, "0") != 0;
    bool named = gpu.wanted && strncmp(wish, "sm_", 3) == 0;
    if (wish != NULL && strcmp(wish, "0") == 0)
        no(&gpu, "GPU=0 says not to look for one");
    else if (count_devices() == 0 && !gpu.wanted)
        no(&gpu, "there is no device of NVIDIA's, such as /dev/nvidia0");
    else if (nvcc_path() == NULL)
        no(&gpu, "there is no nvcc: install NVIDIA's CUDA toolkit");
    else if (named)
        take(wish, &gpu);
    else
        look(&gpu);
    return &gpu;
}

char *gpu_flags(const struct gpu *gpu)
{
    return text_format("-std=c++17 -O2 -lineinfo -arch=%s", gpu->arch);
}

char *gpu_tool(const char *name)
{
    const char *path = getenv("PATH"), *nvcc = nvcc_path();
    char *tool =
        nvcc == NULL
            ? NULL
            : text_format("%.*s%s", (int)(files_name(nvcc) - nvcc), nvcc, name);
    while (tool != NULL && access(tool, X_OK) != 0 && path != NULL) {
        size_t length = strcspn(path, ":");
        free(tool);
        tool = *path == '\0' ? NULL
                             : text_format("%.*s/%s", (int)length, path, name);
        path += length + (path[length] == ':');
    }
    if (tool != NULL && access(tool, X_OK) == 0)
        return tool;
    free(tool);
    return NULL;
}
