#include "launch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board.h"

extern char **environ;

enum {
    OUTPUT_MOST = 1 << 20,
    ARGUMENTS = 256,
    LOOK_MS = 10,
    GRACE = 1000000000
};

struct run {
    pid_t mpiexec;
    int ranks;
    int output; /* what the ranks print */
    size_t printed;
    bool quiet;
    int64_t deadline;
    const struct launch_host *host;
};

/* Every process that is left belongs to this run: we are the subreaper. */
static bool children_kill(void)
{
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[length] = '\0';
    for (char *at = text, *end; *at; at = end) {
        long pid = strtol(at, &end, 10);
        if (end == at)
            break;
        kill((pid_t)pid, SIGKILL);
    }
    return length > 0;
}

static void run_sweep(void)
{
    while (children_kill())
        while (waitpid(-1, NULL, 0) > 0)
            children_kill();
}

/* Passes on what the ranks print, up to a limit. */
static bool run_relay(struct run *run)
{
    char text[1 << 16];
    ssize_t length = read(run->output, text, sizeof text);
    if (length < 0)
        return errno == EAGAIN || errno == EINTR;
    if (length == 0)
        return false;
    if (run->host) {
        run->host->printed(run->host->data, text, (size_t)length);
        return true;
    }
    size_t room = run->printed < OUTPUT_MOST ? OUTPUT_MOST - run->printed : 0;
    size_t part = (size_t)length < room ? (size_t)length : room;
    if (!run->quiet && part > 0 && write(STDOUT_FILENO, text, part) < 0)
        run->quiet = true;
    if (!run->quiet && room > 0 && part < (size_t)length)
        fputs("\nparcours mpi: more than 1 MB was printed; the rest is not "
              "shown\n",
              stderr);
    run->printed += (size_t)length;
    return true;
}

static pid_t run_spawn(const char *const *arguments, int output)
{
    posix_spawn_file_actions_t files;
    pid_t child;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, 1);
    posix_spawn_file_actions_adddup2(&files, output, 2);
    int error = posix_spawnp(&child, arguments[0], &files, NULL,
                             (char *const *)arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    return error == 0 ? child : -1;
}

static bool run_start(struct run *run, const char *const *arguments)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return false;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    run->mpiexec = run->host
                       ? run->host->start(run->host->data, arguments, ends[1])
                       : run_spawn(arguments, ends[1]);
    close(ends[1]);
    run->output = ends[0];
    return run->mpiexec > 0;
}

/* What is left of the output when everything has ended. */
static void run_drain(struct run *run)
{
    struct pollfd look = {.fd = run->output, .events = POLLIN};
    while (poll(&look, 1, 0) > 0 && run_relay(run))
        ;
    close(run->output);
}

/* Gone, or dead and not yet waited for by mpiexec. */
static bool process_gone(pid_t pid)
{
    char path[64], text[256];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[length] = '\0';
    const char *name_end = strrchr(text, ')');
    return !name_end || name_end[2] == 'Z';
}

/* Every rank has gone, but mpiexec stays: something of theirs runs on. */
static bool ranks_gone(const struct run *run)
{
    for (int i = 0; i < run->ranks; i++)
        if (board->rank[i].pid == 0 || !process_gone(board->rank[i].pid))
            return false;
    return true;
}

static enum launch_end run_watch(struct run *run)
{
    struct pollfd look = {.fd = run->output, .events = POLLIN};
    int64_t gone = 0;
    while (!atomic_load(&board->over)) {
        if (poll(&look, 1, LOOK_MS) > 0 && !run_relay(run))
            look.fd = -1;
        if (run->host && !run->host->look(run->host->data))
            return LAUNCH_TIME;
        if (waitpid(run->mpiexec, NULL, WNOHANG) == run->mpiexec)
            return LAUNCH_ENDED;
        if (board_now() > run->deadline)
            return LAUNCH_TIME;
        if (gone == 0 && ranks_gone(run))
            gone = board_now();
        if (gone != 0 && board_now() - gone > GRACE) {
            if (!run->host)
                fputs("parcours mpi: processes that the ranks left behind "
                      "were ended\n",
                      stderr);
            return LAUNCH_ENDED;
        }
    }
    return LAUNCH_ENDED;
}

/* mpiexec of MPICH, also where another one comes first on the path. */
static const char *mpiexec_name(void)
{
    static const char *const names[] = {"mpiexec.hydra", "mpiexec.mpich",
                                        "mpiexec"};
    for (int i = 0; i < 3; i++) {
        char command[80];
        snprintf(command, sizeof command,
                 "%s --version 2>/dev/null | grep -q HYDRA", names[i]);
        if (system(command) == 0)
            return names[i];
    }
    return NULL;
}

enum launch_end launch_run(const struct launch *launch, const char *path)
{
    static const char *mpiexec;
    const char *arguments[ARGUMENTS];
    char ranks[16];
    int n = 0;
    if (!mpiexec && !(mpiexec = mpiexec_name()))
        return LAUNCH_NO_MPIEXEC;
    snprintf(ranks, sizeof ranks, "%d", launch->ranks);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const char *const start[] = {mpiexec,      "-launcher",
                                 "fork",       "-n",
                                 ranks,        "-env",
                                 "LD_PRELOAD", launch->program->layer,
                                 "-env",       "PARCOURS_MPI_BOARD",
                                 path,         "-env",
                                 "UCX_TLS",    "posix,self",
                                 "-env",       "UCX_MEM_EVENTS",
                                 "n",          launch->program->path};
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        arguments[n++] = start[i];
    for (int i = 1; launch->program->arguments[i] && n < ARGUMENTS - 1; i++)
        arguments[n++] = launch->program->arguments[i];
    arguments[n] = NULL;
    struct run run = {
        .ranks = launch->ranks,
        .quiet = launch->quiet,
        .deadline = board_now() + (int64_t)(launch->seconds * 1e9),
        .host = launch->host,
    };
    if (run.host)
        run.host->prepare(run.host->data, path);
    if (!run_start(&run, arguments))
        return LAUNCH_BROKEN;
    enum launch_end end = run_watch(&run);
    run_sweep();
    board_settle(launch->ranks);
    run_drain(&run);
    if (run.host)
        run.host->ended(run.host->data, end);
    return end;
}
