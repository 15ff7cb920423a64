/*
 * confined.c - runs a command in the sandbox, as the grader and the judge do.
 *
 *     confined PROFILE [-w FOLDER] [-r FILE]... [-o LAYERS] COMMAND...
 *
 * -w: a folder that it may write in, also its TMPDIR; -r: a file or folder
 * that it may read; -o: layers left out. Exit status of the command, or
 * 128 + signal.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../grader/sandbox/sandbox.h"

enum { FILES = 32 };

static const char *const profiles[SANDBOX_PROFILES] = {
    "compute", "fork", "mpi", "gpu", "gpu-tool", "compile", "judge"};

static _Noreturn void usage(void)
{
    fputs("confined PROFILE [-w FOLDER] [-r FILE]... [-o LAYERS] COMMAND...\n",
          stderr);
    exit(2);
}

static enum sandbox_profile parse_profile(const char *word)
{
    for (int i = 0; i < SANDBOX_PROFILES; i++)
        if (strcmp(profiles[i], word) == 0)
            return (enum sandbox_profile)i;
    usage();
}

static _Noreturn void become(const struct sandbox *s, char **command)
{
    int program = open(command[0], O_PATH | O_CLOEXEC);
    const char *failed;
    if (s->profile == SANDBOX_COMPUTE || s->profile == SANDBOX_GPU)
        failed = sandbox_run(s, program, 3, command, environ);
    else
        failed = sandbox_confine(s);
    if (failed == NULL) {
        execvp(command[0], command);
        failed = command[0];
    }
    fprintf(stderr, "confined: cannot %s: %s\n", failed, strerror(errno));
    _exit(SANDBOX_FAILED);
}

/* A worker is started by its judge, which has a room already and which
 * nobody may look into. */
static _Noreturn void run(const struct sandbox *s, char **command)
{
    struct sandbox room = *s;
    if (s->profile < SANDBOX_GPU_TOOL)
        room.profile = SANDBOX_JUDGE;
    room.gpu = s->profile == SANDBOX_GPU;
    pid_t pid = sandbox_fork(&room);
    if (pid == 0)
        become(s, command);
    prctl(PR_SET_DUMPABLE, 0);
    int status = -1;
    waitpid(pid, &status, 0);
    sandbox_end(pid);
    exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

int main(int argc, char **argv)
{
    static const char *read[FILES];
    struct sandbox s = {.read = read};
    size_t n = 0;
    if (argc < 3)
        usage();
    s.profile = parse_profile(argv[1]);
    optind = 2;
    for (int c; (c = getopt(argc, argv, "+w:r:o:")) != -1;)
        if (c == 'w')
            s.write = optarg;
        else if (c == 'r' && n + 1 < FILES)
            read[n++] = optarg;
        else if (c != 'o' || sandbox_leave_out(optarg) != NULL)
            usage();
    if (optind == argc)
        usage();
    if (s.write != NULL && (chown(s.write, sandbox_user(), (gid_t)-1) != 0 ||
                            setenv("TMPDIR", s.write, 1) != 0))
        usage();
    run(&s, argv + optind);
}
