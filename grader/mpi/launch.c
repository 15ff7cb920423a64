#include "launch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
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
        if (end == at || *end != ' ')
            break; /* the last one may be half a number */
        kill((pid_t)pid, SIGKILL);
    }
    return length > 0;
}

/* What the kernel says of a process; false: it is gone. */
static bool process_look(pid_t pid, char *state, pid_t *parent)
{
    char path[64], text[256];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[length] = '\0';
    const char *name_end = strrchr(text, ')');
    return name_end && sscanf(name_end + 1, " %c %d", state, parent) == 2;
}

/* Whether the process comes from us: the board can name any other one. */
static bool is_descendant(pid_t pid)
{
    char state;
    for (int step = 0; step < 32 && pid > 1; step++) {
        if (!process_look(pid, &state, &pid))
            return false;
        if (pid == getpid())
            return true;
    }
    return false;
}

/* Those that srun has started are children of Slurm. */
static void ranks_kill(bool slurm)
{
    for (int i = 0; i < board_ranks; i++) {
        pid_t pid = board->rank[i].pid;
        if (pid > 0 && !board->rank[i].exited && (slurm || is_descendant(pid)))
            kill(pid, SIGKILL);
    }
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
    if (!run->quiet && run->printed <= OUTPUT_MOST &&
        run->printed + (size_t)length > OUTPUT_MOST)
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
    char state;
    pid_t parent;
    return !process_look(pid, &state, &parent) || state == 'Z';
}

/* Every rank has gone, but mpiexec stays: something of theirs runs on. */
static bool ranks_gone(void)
{
    for (int i = 0; i < board_ranks; i++)
        if (board->rank[i].pid == 0 || !process_gone(board->rank[i].pid))
            return false;
    return true;
}

static enum launch_end run_watch(struct run *run)
{
    struct pollfd look = {.fd = run->output, .events = POLLIN};
    int64_t gone = 0;
    while (!atomic_load(&board->over)) {
        findings_save();
        if (poll(&look, 1, LOOK_MS) > 0 && !run_relay(run))
            look.fd = -1;
        if (run->host && !run->host->look(run->host->data))
            return LAUNCH_TIME;
        if (waitpid(run->mpiexec, NULL, WNOHANG) == run->mpiexec)
            return LAUNCH_ENDED;
        if (board_now() > run->deadline)
            return LAUNCH_TIME;
        if (gone == 0 && ranks_gone())
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

/* Its ranks are not our children: Slurm is told to end what is left of them. */
static void srun_end(pid_t srun)
{
    const struct timespec moment = {.tv_nsec = 10000000};
    kill(srun, SIGTERM);
    for (int i = 0; i < 300 && waitpid(srun, NULL, WNOHANG) == 0; i++)
        nanosleep(&moment, NULL);
}

/* Adds words to a command line that ends with NULL. */
static void add(const char **arguments, const char *const *words)
{
    int n = 0;
    while (arguments[n])
        n++;
    for (int i = 0; words[i] && n < ARGUMENTS - 1; i++)
        arguments[n++] = words[i];
    arguments[n] = NULL;
}

static bool use_mpiexec(const char **arguments, const struct launch *launch,
                        const char *ranks, const char *path)
{
    static const char *mpiexec;
    if (!mpiexec && !(mpiexec = mpiexec_name()))
        return false;
    const char *const words[] = {mpiexec,
                                 "-launcher",
                                 "fork",
                                 "-n",
                                 ranks,
                                 "-env",
                                 "LD_PRELOAD",
                                 launch->program->layer,
                                 "-env",
                                 "PARCOURS_MPI_BOARD",
                                 path,
                                 "-env",
                                 "UCX_TLS",
                                 "posix,self",
                                 "-env",
                                 "UCX_MEM_EVENTS",
                                 "n",
                                 "-env",
                                 "UCX_LOG_LEVEL",
                                 "fatal",
                                 NULL};
    static const char *const labels[] = {"-prepend-rank", NULL};
    add(arguments, words);
    if (launch->host)
        add(arguments, labels);
    return true;
}

/* Slurm's daemon starts the ranks, and they get our environment. Its PMI-2
 * plugin speaks the protocol of MPICH's own client, too. */
static void use_srun(const char **arguments, const struct launch *launch,
                     const char *ranks, const char *path)
{
    static char preload[PATH_MAX + 32];
    const char *node = getenv("SLURMD_NODENAME"); /* in a job: stay here */
    snprintf(preload, sizeof preload, "--export=ALL,LD_PRELOAD=%s",
             launch->program->layer);
    setenv("PARCOURS_MPI_BOARD", path, 1);
    setenv("UCX_TLS", "posix,self", 1);
    setenv("UCX_MEM_EVENTS", "n", 1);
    setenv("UCX_LOG_LEVEL", "fatal", 1);
    const char *const words[] = {
        "srun",      "--mpi=pmi2",       "--nodes=1", "--overcommit",
        "--overlap", "--quiet",          preload,     "-n",
        ranks,       node ? "-w" : NULL, node,        NULL};
    add(arguments, words);
}

enum launch_end launch_run(const struct launch *launch, const char *path)
{
    const char *arguments[ARGUMENTS] = {NULL};
    char ranks[16];
    snprintf(ranks, sizeof ranks, "%d", launch->ranks);
    if (launch->srun)
        use_srun(arguments, launch, ranks, path);
    else if (!use_mpiexec(arguments, launch, ranks, path))
        return LAUNCH_NO_MPIEXEC;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const char *const program[] = {launch->program->path, NULL};
    add(arguments, program);
    add(arguments, (const char *const *)launch->program->arguments + 1);
    struct run run = {
        .quiet = launch->quiet,
        .deadline = board_now() + (int64_t)(launch->seconds * 1e9),
        .host = launch->host,
    };
    if (run.host)
        run.host->prepare(run.host->data, path);
    if (!run_start(&run, arguments))
        return LAUNCH_BROKEN;
    enum launch_end end = run_watch(&run);
    ranks_kill(launch->srun);
    if (launch->srun)
        srun_end(run.mpiexec);
    run_sweep();
    run_drain(&run);
    board_settle();
    if (run.host)
        run.host->ended(run.host->data, end);
    return end;
}
