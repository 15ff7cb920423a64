/*
 * host.c - see host.h
 *
 * Nothing of what the ranks say of themselves counts but their results. What
 * the layer reports comes from the board, which they can write on; findings
 * are kept as they come (finding_keep), and what bounds our loops is our own
 * (board_ranks). A run without findings still has to deliver every result.
 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../mpi/board.h"
#include "../../sandbox/sandbox.h"
#include "../../worker/mpi/rank_wire.h"
#include "../now.h"
#include "../procfs.h"
#include "../session.h"
#include "host.h"
#include "job.h"

enum { OUTPUT_KEPT = 64 << 10, OUTPUT_MOST = 4 << 20 };

/* A rank that nobody lets go on sleeps in the layer and looks about from time
 * to time; one that gets on uses more than this, however busy the machine. */
static const double still_cpu = 0.04, still_seconds = 3;
/* With threads in MPI every one of them looks about; then to get on is to make
 * a call, or to use several times as much. */
static const double still_cpu_threads = 0.4;
static const double run_seconds = 60; /* whatever happens */

static struct host {
    const struct host_check *check;
    int socket; /* our end */
    int theirs, file;
    char output[OUTPUT_KEPT + 1];
    size_t length, printed;
    bool kept;    /* the output is that of a run that failed, and stays */
    bool strange; /* a packet that no rank can have sent */
    enum finding_kind ended; /* why we ended it, 0: we did not */
    double cpu_then, looked;
    int64_t calls_then; /* of ranks with threads in MPI */
    int heavy;  /* the rank with most of the memory, where that was too much */
    bool alone; /* ... on its own */
} host;

static _Noreturn void fatal(const char *what)
{
    fprintf(stderr, "judge: cannot %s: %s\n", what, strerror(errno));
    exit(4);
}

const char *host_output(size_t *length)
{
    *length = host.length;
    return host.output;
}

/* --- starting ------------------------------------------------------------ */

/* Moves the descriptors to where ranks expect them. */
static void place(const int *from, int count)
{
    int parked[RANK_FD_END];
    for (int i = 0; i < count; i++)
        parked[i] = fcntl(from[i], F_DUPFD, RANK_FD_END);
    for (int i = 0; i < count; i++)
        if (parked[i] < 0 || dup2(parked[i], i) < 0)
            _exit(125);
}

/* Where Debian and others have it; mpiexec finds its helpers from there. */
static int open_program(const char *name, char *path, size_t room)
{
    static const char *const folders[] = {"/usr/bin/", "/usr/local/bin/"};
    int file = -1;
    snprintf(path, room, "%s", name);
    if (strchr(name, '/') != NULL)
        return open(path, O_PATH | O_CLOEXEC);
    for (int i = 0; i < 2 && file < 0; i++) {
        snprintf(path, room, "%s%s", folders[i], name);
        file = open(path, O_PATH | O_CLOEXEC);
    }
    return file;
}

static _Noreturn void become(const char *const *argv, char *const *env,
                             const char *const *read, const int *files,
                             int count)
{
    char path[4096], *words[256];
    const struct sandbox sandbox = {
        .profile = SANDBOX_MPI,
        .memory = 0, /* the mini-MPI reserves much and uses little; the
                           room has a limit for all of them */
        .cpu_seconds = 300,
        .file = 256ul << 20,
        .read = read,
    };
    int program = open_program(argv[0], path, sizeof path), n = 0;
    sigset_t none;
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (words[n++] = path; n < 255 && argv[n] != NULL; n++)
        words[n] = (char *)argv[n];
    words[n] = NULL;
    program = fcntl(program, F_DUPFD_CLOEXEC, RANK_FD_END + count);
    place(files, count);
    const char *failed =
        program < 0 ? "open the program"
                    : sandbox_run(&sandbox, program, count, words, env);
    dprintf(2, "judge: cannot %s: %s\n", failed, strerror(errno));
    _exit(125);
}

static pid_t start(void *data, const char *const *arguments, int output)
{
    static char *const env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C",
                                "TMPDIR=/dev/shm", "HOME=/nowhere", NULL};
    const char *const read[] = {session_options()->program[SESSION_LEARNER],
                                session_options()->layer, NULL};
    (void)data;
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int files[] = {nothing, output, output, host.theirs, host.file};
    pid_t child = fork();
    if (child == 0)
        become(arguments, env, read, files, 5);
    close(nothing);
    return child;
}

/* --- watching ------------------------------------------------------------ */

static bool end_with(enum finding_kind kind)
{
    host.ended = kind;
    return false;
}

/* CPU time of the ranks that have begun. All of them still: somebody sleeps. */
static bool gets_on(void)
{
    double cpu = 0, most = 0, little = 0;
    int64_t calls = 0;
    bool all = true;
    for (int i = 0; i < board_ranks; i++) {
        pid_t pid = board->rank[i].pid;
        double own = pid > 0 ? procfs_cpu(pid) : 0;
        all = all && pid > 0;
        cpu += own;
        most = own > most ? own : most;
        bool threads = board->rank[i].thread_calls > 0;
        calls += threads ? board->rank[i].calls : 0;
        little += threads ? still_cpu_threads : still_cpu;
    }
    if (most > session_options()->limits.seconds)
        return end_with(FINDING_HANG);
    if (!all || calls != host.calls_then || cpu - host.cpu_then > little) {
        host.cpu_then = cpu;
        host.calls_then = calls;
        host.looked = now();
    }
    return now() - host.looked < still_seconds || end_with(FINDING_HANG);
}

/* What one rank may have of the machine's memory; all together have twice as
 * much, or 16 of them would need a large machine. */
static size_t rank_memory(void)
{
    return session_options()->limits.memory / 2;
}

static bool memory_suffices(void)
{
    size_t sum = 0, most = 0;
    for (int i = 0; i < board_ranks; i++) {
        pid_t pid = board->rank[i].pid;
        size_t own = pid > 0 ? procfs_resident(pid) : 0;
        sum += own;
        if (own <= most)
            continue;
        most = own;
        host.heavy = i;
    }
    host.alone = most > rank_memory();
    return (!host.alone && sum <= 2 * rank_memory()) ||
           end_with(FINDING_MEMORY);
}

static bool look(void *data)
{
    (void)data;
    host.strange = !job_receive(host.socket) || host.strange;
    if (host.printed > OUTPUT_MOST)
        return end_with(FINDING_FLOOD);
    return memory_suffices() && gets_on();
}

static void printed(void *data, const char *text, size_t length)
{
    (void)data;
    size_t room = host.kept ? 0 : OUTPUT_KEPT - host.length;
    size_t part = length < room ? length : room;
    memcpy(host.output + host.length, text, part);
    host.length += part;
    host.output[host.length] = '\0';
    host.printed += length;
}

/* --- what came of a run --------------------------------------------------- */

static void note(enum finding_kind kind, const char *text)
{
    struct finding *f = finding_open(kind, 0);
    finding_line(f, -1, 0, "%s", text);
}

/* Every rank that is still there, and where. */
static void note_places(void)
{
    char text[80];
    struct finding *f = finding_open(host.ended, 0);
    snprintf(text, sizeof text, "printed more than %d MB in all",
             OUTPUT_MOST >> 20);
    if (host.ended == FINDING_FLOOD)
        finding_line(f, -1, 0, "%s", text);
    const struct rank *heavy = &board->rank[host.heavy];
    if (host.ended == FINDING_MEMORY)
        finding_line(f, host.heavy, heavy->place,
                     host.alone ? "took more than %zu MB; its latest call is %s"
                                : "has most of more than %zu MB that they took "
                                  "together; its latest call is %s",
                     (host.alone ? 1 : 2) * rank_memory() >> 20,
                     heavy->calls ? heavy->call : "none of MPI");
    for (int i = 0; i < board_ranks && host.ended == FINDING_HANG; i++) {
        const struct rank *rank = &board->rank[i];
        if (!rank->exited)
            finding_line(f, i, rank->place,
                         rank->state == RANK_BLOCKED
                             ? "waits in %s for another rank"
                             : "does not come back; its latest call is %s",
                         rank->calls ? rank->call : "none of MPI");
    }
}

/* A rank that is gone before it has answered is found by orders.c, but for
 * one that says goodbye in good order and has done nothing. */
static void look_at_results(void)
{
    struct session_failure failure;
    bool guard;
    const char *missing = job_missing(&guard);
    if (missing != NULL)
        note(guard ? FINDING_WRONG : FINDING_EXIT, missing);
    else if (!session_try(host.check->check, host.check->data, &failure))
        note(FINDING_WRONG, failure.message);
}

static bool all_ended(void)
{
    for (int i = 0; i < board_ranks; i++)
        if (!board->rank[i].finalised || !board->rank[i].exited)
            return false;
    return true;
}

static void ended(void *data, enum launch_end end)
{
    (void)data;
    (void)end;
    host.strange = !job_receive(host.socket) || host.strange;
    if (host.ended != 0)
        note_places();
    else if (host.strange)
        note(FINDING_EXIT, "something answered in place of the driver");
    else if (board->findings == 0 && all_ended())
        look_at_results();
    host.kept = host.kept || board->findings > 0;
}

/* Called by orders.c for each run, before it starts. */
static void prepare(void *data, const char *board_path)
{
    (void)data;
    int pair[2];
    if (host.socket > 0) {
        close(host.socket);
        close(host.theirs);
        close(host.file);
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        fatal("make a channel");
    if (chown(board_path, sandbox_user(), (gid_t)-1) != 0)
        fatal("hand the board to the ranks");
    host.socket = pair[0];
    host.theirs = pair[1];
    host.file = job_seal(false);
    host.printed = 0;
    if (!host.kept)
        host.output[host.length = 0] = '\0';
    host.strange = false;
    host.ended = 0;
    host.cpu_then = 0;
    host.calls_then = 0;
    host.looked = now();
}

bool host_orders(struct orders *orders, const struct host_check *check,
                 struct result *result, const char **why)
{
    static struct program program;
    static const char *none[] = {"rank", NULL};
    struct launch_host hooks = {.start = start,
                                .prepare = prepare,
                                .look = look,
                                .printed = printed,
                                .ended = ended};
    host.check = check;
    host.kept = false;
    snprintf(program.path, sizeof program.path, "%s",
             session_options()->program[SESSION_LEARNER]);
    snprintf(program.layer, sizeof program.layer, "%s",
             session_options()->layer);
    program.arguments = (char **)none;
    orders->launch = (struct launch){.program = &program,
                                     .ranks = (int)job.ranks,
                                     .seconds = run_seconds,
                                     .host = &hooks};
    *result = (struct result){.ranks = (int)job.ranks};
    int status = orders_run(orders, result);
    if (status == 3)
        *why = "MPICH is not installed: run setup/install run";
    else if (status != 0)
        *why = "mpiexec cannot be started here (memory, processes)";
    else
        *why = result->not_judged;
    return status == 0;
}

/* --- counting ------------------------------------------------------------ */

static pid_t start_mini(int output, int theirs, int file, int figures)
{
    static char ranks[32];
    snprintf(ranks, sizeof ranks, "MINI_RANKS=%u", job.ranks);
    char *const env[] = {ranks,
                         "MINI_COMPUTE=0",
                         "LC_ALL=C",
                         "MINI_SECONDS=60",
                         "MINI_RESULT=fd:5",
                         "PARCOURS_ONE_COMM=1",
                         NULL};
    const char *path = session_options()->program[SESSION_LEARNER];
    const char *const argv[] = {path, NULL}, *const read[] = {path, NULL};
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int files[] = {nothing, output, output, theirs, file, figures};
    pid_t child = fork();
    if (child == 0)
        become(argv, env, read, files, RANK_FD_END);
    close(nothing);
    return child;
}

/* Everything that the program sends, until it has ended. */
static int follow_mini(pid_t child, int output, int socket)
{
    struct pollfd from[] = {{output, POLLIN, 0}, {socket, POLLIN, 0}};
    const double end = now() + run_seconds;
    char text[1 << 16];
    int status = 0;
    bool gone = false;
    fcntl(output, F_SETFL, O_NONBLOCK);
    for (;;) {
        gone = gone || waitpid(child, &status, WNOHANG) == child;
        ssize_t got = read(output, text, sizeof text);
        if (got > 0)
            printed(NULL, text, (size_t)got);
        host.strange = !job_receive(socket) || host.strange;
        if (gone && got <= 0)
            break;
        if (now() > end && !gone)
            host.ended = FINDING_HANG;
        if (now() > end || host.printed > OUTPUT_MOST)
            kill(child, SIGKILL);
        if (got <= 0)
            poll(from, 2, 5);
    }
    host.strange = !job_receive(socket) || host.strange;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    return status;
}

static bool read_figures(int file, struct ranks_figures *f)
{
    char text[512];
    ssize_t length = read(file, text, sizeof text);
    json_t *all =
        length <= 0 ? NULL : json_loadb(text, (size_t)length, 0, NULL);
    if (all == NULL)
        return false;
#define FIGURE(name) json_number_value(json_object_get(all, name))
    *f = (struct ranks_figures){
        .messages = FIGURE("messages") + FIGURE("collective_messages"),
        .bytes = FIGURE("bytes") + FIGURE("collective_bytes"),
        .rounds = FIGURE("rounds"),
        .most = FIGURE("most_messages"),
        .seconds = FIGURE("seconds"),
        .inside = FIGURE("collective_messages"),
    };
    json_decref(all);
    return true;
}

static const char *trouble(int status, enum cause *cause)
{
    static char text[160];
    bool guard;
    const char *missing = job_missing(&guard);
    *cause = guard ? CAUSE_OUTSIDE : CAUSE_EXIT;
    if (host.printed > OUTPUT_MOST) {
        *cause = CAUSE_FLOOD;
        return "the ranks print without end";
    }
    if (strstr(host.output, "mini-MPI: deadlock") != NULL) {
        *cause = CAUSE_HANG;
        return "deadlock: no rank can go on with so many ranks";
    }
    if (host.ended == FINDING_HANG) {
        *cause = CAUSE_LOOP;
        snprintf(text, sizeof text, "they have not come to an end in %.0f s",
                 run_seconds);
        return text;
    }
    if (host.strange) {
        *cause = CAUSE_PROTOCOL;
        return "something answered in place of the driver";
    }
    snprintf(text, sizeof text, "the program ended with status %d: %.100s",
             WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
             host.output);
    text[strcspn(text, "\n")] = '\0';
    if (status != 0)
        *cause = CAUSE_CRASH;
    return status != 0 ? text : missing;
}

const char *host_count(struct ranks_figures *figures, enum cause *cause)
{
    int pair[2], output[2], result[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0 ||
        pipe2(output, O_CLOEXEC) != 0 || pipe2(result, O_CLOEXEC) != 0)
        fatal("make a channel");
    fcntl(result[0], F_SETFL, O_NONBLOCK);
    int file = job_seal(true);
    host.kept = false;
    host.length = host.printed = 0;
    host.output[0] = '\0';
    host.strange = false;
    host.ended = 0;
    pid_t child = start_mini(output[1], pair[1], file, result[1]);
    if (child < 0)
        fatal("start a worker");
    close(output[1]);
    close(pair[1]);
    close(result[1]);
    close(file);
    int status = follow_mini(child, output[0], pair[0]);
    const char *said = trouble(status, cause);
    if (said == NULL && !read_figures(result[0], figures)) {
        *cause = CAUSE_PROTOCOL;
        said = "the program ended without its figures";
    }
    close(output[0]);
    close(pair[0]);
    close(result[0]);
    return said;
}
