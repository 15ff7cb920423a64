/*
 * bench.c - what the sandbox adds to the start of a program.
 *
 * Each start is a fork, the sandbox, /bin/true, and the wait for its end; the
 * kinds take turns, the shortest of N starts counts.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../grader/sandbox/sandbox.h"

enum kind { PLAIN, WORKER, ROOM, BOTH, COMPILE, KINDS };

static const char *const names[KINDS] = {"plain start", "a worker (tier B)",
                                         "a judge's room", "both (tier A)",
                                         "a compiler (all layers)"};

static char *const argv_true[] = {"true", NULL};
static char *const no_environment[] = {NULL};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void become(enum kind kind, int program)
{
    const struct sandbox worker = {.profile = SANDBOX_COMPUTE,
                                   .cpu_seconds = 100};
    const struct sandbox compile = {.profile = SANDBOX_COMPILE,
                                    .cpu_seconds = 10};
    if (kind == WORKER || kind == BOTH)
        sandbox_run(&worker, program, 3, argv_true, no_environment);
    else if (kind != COMPILE || sandbox_confine(&compile) == NULL)
        execve("/bin/true", argv_true, no_environment);
    _exit(SANDBOX_FAILED);
}

static double start(enum kind kind, int program)
{
    const struct sandbox judge = {.profile = SANDBOX_JUDGE};
    const struct sandbox compile = {.profile = SANDBOX_COMPILE};
    const struct sandbox *room = kind == COMPILE                ? &compile
                                 : kind == ROOM || kind == BOTH ? &judge
                                                                : NULL;
    double begin = now_ms();
    int status = -1;
    pid_t pid = sandbox_fork(room);
    if (pid == 0)
        become(kind, program);
    waitpid(pid, &status, 0);
    double taken = now_ms() - begin;
    sandbox_end(pid);
    if (status != 0) {
        fprintf(stderr, "bench: %s: status %x\n", names[kind], status);
        exit(1);
    }
    return taken;
}

int main(int argc, char **argv)
{
    int starts = argc > 1 ? atoi(argv[1]) : 50;
    double least[KINDS];
    int program = open("/bin/true", O_PATH | O_CLOEXEC);
    double begin = now_ms();
    char *line = sandbox_line();
    printf("%s\ntrying all layers: %.1f ms, once\n", line, now_ms() - begin);
    free(line);
    if (starts < 1)
        return 0;
    for (int i = 0; i < starts; i++)
        for (int k = 0; k < KINDS; k++) {
            double taken = start((enum kind)k, program);
            least[k] = i == 0 || taken < least[k] ? taken : least[k];
        }
    for (int k = 0; k < KINDS; k++)
        printf("%-24s %6.2f ms  %+6.2f ms\n", names[k], least[k],
               least[k] - least[PLAIN]);
    return 0;
}
