/* subject.c - see subject.h */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../sandbox/sandbox.h"
#include "../worker/wire.h"
#include "arena.h"
#include "now.h"
#include "procfs.h"
#include "scratch.h"
#include "subject.h"

enum {
    CHANNELS = WIRE_PUPPETS_MAX + 1,
    OUTPUT_KEPT = 64 << 10,
    LOG_KEPT = 2 << 20,
    THREADS_LISTED = 64,
};

static const double LOOK = 0.05; /* seconds between looks at its progress */

/* Text that the worker writes: the start is kept, the rest is counted. */
struct capture {
    int fd;
    char *text;
    size_t length, most, total;
};

struct subject {
    pid_t pid;
    int pidfd;
    enum subject_kind kind;
    struct subject_limits limits;
    int channel[CHANNELS];
    uint64_t sequence[CHANNELS]; /* of the command under way, 0: none */
    struct capture output, log;
    bool ended, stopped;
    int status;    /* as of waitpid, once it has ended */
    char *scratch; /* a folder of its own; NULL: none */
    enum cause cause;
    char message[256];
    double sent, replied; /* on the judge's clock, channel 0 */
    double cpu_at_send;
    double asleep_since, cpu_seen; /* for the hang check */
    double looked, asleep;         /* last look; asleep at a look, in all */
};

static void fatal(const char *what)
{
    fprintf(stderr, "judge: cannot %s: %s\n", what, strerror(errno));
    exit(4);
}

/* --- start --------------------------------------------------------------- */

/* The arguments and environment that each kind of worker is run with. */
static char *plain_argv[] = {"worker", NULL};
static char *helgrind_argv[] = {
    "valgrind",
    "--tool=helgrind",
    "--vgdb=no",
    "--xml=yes",
    "--xml-fd=5",
    "--ignore-thread-creation=yes",
    "--read-var-info=yes",
    NULL,
};
#define TSAN_OPTIONS                                                        \
    "TSAN_OPTIONS=exitcode=66:external_symbolizer_path=:hard_rss_limit_mb=" \
    "3000"                                                                  \
    ":second_deadlock_stack=1:history_size=4:atexit_sleep_ms=100"
static char *const worker_env[] = {
    "PATH=/usr/bin:/bin",
    "LC_ALL=C",
    "OMP_WAIT_POLICY=passive",
    TSAN_OPTIONS,
    "VALGRIND_LAUNCHER=/usr/bin/valgrind",
    NULL,
};
/* libomp never joins its threads; and what it does inside is its own affair. */
static char *const archer_env[] = {
    "PATH=/usr/bin:/bin",
    "LC_ALL=C",
    "OMP_WAIT_POLICY=passive",
    "OMP_TOOL_LIBRARIES=libarcher.so",
    TSAN_OPTIONS ":ignore_noninstrumented_modules=1:report_thread_leaks=0",
    NULL,
};

/* The tool's own program: the launcher would only exec it. */
static const char *helgrind_program(void)
{
    static const char *const paths[] = {
        "/usr/libexec/valgrind/helgrind-amd64-linux",
        "/usr/lib/valgrind/helgrind-amd64-linux",
        "/usr/lib/x86_64-linux-gnu/valgrind/helgrind-amd64-linux",
        "/usr/libexec/valgrind/helgrind-arm64-linux",
        "/usr/lib/valgrind/helgrind-arm64-linux",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (access(paths[i], X_OK) == 0)
            return paths[i];
    errno = ENOENT;
    fatal("find Helgrind's program (helgrind-amd64-linux)");
    return NULL;
}

/* How the log begins when the worker could not be started at all. */
#define NEVER_RAN "@jail "

struct ends {
    int theirs[WIRE_FD_END];
};

/* Moves the child's descriptors to where the worker expects them. */
static void place(const struct ends *ends)
{
    int parked[WIRE_FD_END];
    for (int i = 0; i < WIRE_FD_END; i++)
        parked[i] = fcntl(ends->theirs[i], F_DUPFD, WIRE_FD_END);
    for (int i = 0; i < WIRE_FD_END; i++)
        if (parked[i] < 0 || dup2(parked[i], i) < 0)
            _exit(125);
}

/* What was compiled for this GPU is not to be compiled again, and kept. */
static char *const gpu_env[] = {
    "PATH=/usr/bin:/bin",
    "LC_ALL=C",
    "CUDA_CACHE_DISABLE=1",
    NULL,
};

/* That of its kind, and where it may write. */
static char **environment(enum subject_kind kind, const char *scratch)
{
    static char temporary[4096];
    static char *all[16] = {temporary};
    char *const *more = kind == SUBJECT_ARCHER ? archer_env
                        : kind == SUBJECT_GPU  ? gpu_env
                                               : worker_env;
    snprintf(temporary, sizeof temporary, "TMPDIR=%s",
             scratch == NULL ? "/nowhere" : scratch);
    for (int i = 1; *more != NULL; i++)
        all[i] = *more++;
    return all;
}

static _Noreturn void become_worker(const struct ends *ends, int program,
                                    const char *path, enum subject_kind kind,
                                    bool shared_memory, const char *scratch)
{
    const char *const program_files[] = {path, NULL};
    const struct sandbox sandbox = {
        .profile = kind == SUBJECT_GPU ? SANDBOX_GPU : SANDBOX_COMPUTE,
        .memory = kind == SUBJECT_PLAIN ? 8ul << 30 : 0,
        .cpu_seconds = 300,
        .same_layout = true,
        .shared_memory = shared_memory,
        .read = program_files,
        .write = scratch,
    };
    sigset_t none;
    char *argv[16];
    char **from = kind == SUBJECT_HELGRIND ? helgrind_argv : plain_argv;
    int n = 0;
    for (; from[n] != NULL; n++)
        argv[n] = from[n];
    if (kind == SUBJECT_HELGRIND)
        argv[n++] = (char *)path;
    argv[n] = NULL;

    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    program = fcntl(program, F_DUPFD_CLOEXEC, WIRE_FD_END);
    place(ends);
    const char *failed = sandbox_run(&sandbox, program, WIRE_FD_END, argv,
                                     environment(kind, scratch));
    dprintf(WIRE_FD_LOG, NEVER_RAN "cannot %s: %s\n", failed, strerror(errno));
    _exit(125);
}

static struct capture capture_new(int fd, size_t most)
{
    fcntl(fd, F_SETFL, O_NONBLOCK);
    char *text = malloc(most + 1);
    if (text == NULL)
        fatal("keep what the worker prints");
    text[0] = '\0';
    return (struct capture){.fd = fd, .text = text, .most = most};
}

static void open_pipe(int *ours, int *theirs)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        fatal("make a pipe");
    *ours = ends[0];
    *theirs = ends[1];
}

static void open_channels(struct subject *s, struct ends *ends)
{
    for (int i = 0; i < CHANNELS; i++) {
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
            fatal("make a channel");
        s->channel[i] = pair[0];
        ends->theirs[WIRE_FD_CHANNEL + i] = pair[1];
    }
}

struct subject *subject_start(const char *path, enum subject_kind kind,
                              const struct subject_limits *limits)
{
    struct subject *s = calloc(1, sizeof *s);
    struct ends ends;
    int out, log;
    const char *run = kind == SUBJECT_HELGRIND ? helgrind_program() : path;
    int program = open(run, O_PATH | O_CLOEXEC);
    if (s == NULL || program < 0)
        fatal("open the worker");
    s->kind = kind;
    s->limits = *limits;
    s->scratch = kind == SUBJECT_HELGRIND ? scratch_make(sandbox_user()) : NULL;
    if (kind == SUBJECT_HELGRIND && s->scratch == NULL)
        fatal("make a folder for Helgrind");
    ends.theirs[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    open_pipe(&out, &ends.theirs[1]);
    ends.theirs[2] = fcntl(ends.theirs[1], F_DUPFD_CLOEXEC, 3);
    open_pipe(&log, &ends.theirs[WIRE_FD_LOG]);
    ends.theirs[WIRE_FD_IN] = fcntl(arena_in_fd(), F_DUPFD_CLOEXEC, 3);
    ends.theirs[WIRE_FD_OUT] = fcntl(arena_out_fd(), F_DUPFD_CLOEXEC, 3);
    open_channels(s, &ends);

    s->pid = fork();
    if (s->pid < 0)
        fatal("start a worker");
    if (s->pid == 0)
        become_worker(&ends, program, path, kind, limits->libomp, s->scratch);
    for (int i = 0; i < WIRE_FD_END; i++)
        close(ends.theirs[i]);
    close(program);
    s->pidfd = (int)syscall(SYS_pidfd_open, s->pid, 0);
    s->output = capture_new(out, OUTPUT_KEPT);
    s->log = capture_new(log, LOG_KEPT);
    if (s->pidfd < 0)
        fatal("watch the worker");
    return s;
}

/* --- trouble ------------------------------------------------------------- */

/* Notes the first trouble only: what follows is its consequence. */
__attribute__((format(printf, 3, 4))) static bool
trouble(struct subject *s, enum cause cause, const char *format, ...)
{
    if (s->cause == CAUSE_NONE) {
        va_list args;
        va_start(args, format);
        vsnprintf(s->message, sizeof s->message, format, args);
        va_end(args);
        s->cause = cause;
    }
    return false;
}

enum cause subject_trouble(const struct subject *s, const char **message)
{
    *message = s->message;
    return s->cause;
}

static unsigned reports(const struct subject *s)
{
    unsigned n = 0;
    for (const char *at = s->log.text; (at = strstr(at, "@end\n")) != NULL;
         at++)
        n++;
    return n;
}

/* Asks every thread where it is, one after the other: reports written at the
 * same time would be mixed up. */
static void ask_where(struct subject *s)
{
    const double patience = 0.5;
    struct procfs_thread list[THREADS_LISTED];
    unsigned n = procfs_threads(s->pid, list, THREADS_LISTED);
    for (unsigned i = 0; i < n && i < THREADS_LISTED && !s->ended; i++) {
        unsigned before = reports(s);
        syscall(SYS_tgkill, s->pid, list[i].tid, SIGUSR1);
        for (double start = now();
             reports(s) == before && now() - start < patience && !s->ended;)
            subject_poll(s, 0.005);
        if (reports(s) == before)
            return; /* it does not take signals: nor will the others */
    }
}

/* True if a signal has stopped it: nothing can come of it any more. */
static bool stopped_itself(const struct subject *s)
{
    struct procfs_thread list[THREADS_LISTED];
    unsigned n = procfs_threads(s->pid, list, THREADS_LISTED);
    for (unsigned i = 0; i < n && i < THREADS_LISTED; i++)
        if (list[i].state != 'T')
            return false;
    return n > 0;
}

static bool hangs(struct subject *s)
{
    trouble(s, CAUSE_HANG,
            "every thread waits, and nobody is left to wake one (is a lock "
            "never given back, or taken twice by the same thread?)");
    ask_where(s);
    return false;
}

static bool never_ends(struct subject *s, double cpu, double elapsed)
{
    if (cpu > s->limits.seconds)
        trouble(s, CAUSE_LOOP,
                "still running after %.1f s of CPU time in one call", cpu);
    else
        trouble(s, CAUSE_HANG,
                "no answer %.0f s after the call, with %.1f s "
                "of CPU time used: it sleeps or waits",
                elapsed, cpu);
    ask_where(s);
    return false;
}

/* Neither asleep nor running for most of so long a time: others had the cores,
 * and nothing can be said of the program. */
static _Noreturn void too_busy(double cpu, double elapsed)
{
    fprintf(stderr,
            "this machine is too busy: of %.0f s, a call got %.1f s of CPU "
            "time;\n    try again when less else runs",
            elapsed, cpu);
    exit(3); /* not judged */
}

/* A call is under way: is it one that will not come back?  Time in which it
 * wants a core and has none, on a busy machine, is not held against it. */
static bool check_progress(struct subject *s)
{
    /* the driver of a GPU may sleep on behalf of a program */
    const double asleep_too_long = s->kind == SUBJECT_GPU ? 10 : 1;
    const double doing_nothing = 1e-3; /* detectors wake up now and then */
    double t = now(), cpu = procfs_cpu(s->pid) - s->cpu_at_send;
    unsigned threads = procfs_count(s->pid);

    if (stopped_itself(s))
        return trouble(s, CAUSE_HANG, "it stopped itself with a signal");
    if (threads > s->limits.threads)
        return trouble(s, CAUSE_MEMORY,
                       "%u threads at the same time; at most "
                       "%u are allowed",
                       threads, s->limits.threads);
    if (procfs_resident(s->pid) > s->limits.memory)
        return trouble(s, CAUSE_MEMORY, "took more than %zu MB of memory",
                       s->limits.memory >> 20);
    bool asleep = subject_asleep(s);
    s->asleep += asleep ? fmin(t - s->looked, 2 * LOOK) : 0;
    s->looked = t;
    if (cpu > s->limits.seconds || s->asleep > 4 * s->limits.seconds)
        return never_ends(s, cpu, t - s->sent);
    if (t - s->sent > 20 * s->limits.seconds)
        too_busy(cpu, t - s->sent);
    if (cpu > s->cpu_seen + doing_nothing || !asleep) {
        s->cpu_seen = cpu;
        s->asleep_since = t;
    } else if (t - s->asleep_since > asleep_too_long) {
        return hangs(s);
    }
    return true;
}

/* The worker has ended, and the judge has not asked it to. */
static bool ended_early(struct subject *s)
{
    if (strncmp(s->log.text, NEVER_RAN, strlen(NEVER_RAN)) == 0) {
        fprintf(stderr, "judge: the worker could not be started: %.200s",
                s->log.text + strlen(NEVER_RAN));
        exit(4);
    }
    if (WIFSIGNALED(s->status) && WTERMSIG(s->status) == SIGSYS)
        return trouble(s, CAUSE_FORBIDDEN,
                       "stopped at a system call that is not allowed");
    if (WIFSIGNALED(s->status))
        return trouble(s, CAUSE_CRASH, "ended by %s (SIG%s)",
                       strsignal(WTERMSIG(s->status)),
                       sigabbrev_np(WTERMSIG(s->status)));
    return trouble(s, CAUSE_EXIT,
                   "the program ended (exit status %d) in the middle of a call",
                   WEXITSTATUS(s->status));
}

/* --- talking ------------------------------------------------------------- */

static void capture_end(struct capture *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
}

/* A pipe that nobody can write to any more is closed: poll would report it
 * again and again. */
static void capture_read(struct capture *c)
{
    char chunk[16384];
    ssize_t got;
    while ((got = read(c->fd, chunk, sizeof chunk)) > 0) {
        size_t room = c->most - c->length;
        size_t keep = (size_t)got < room ? (size_t)got : room;
        memcpy(c->text + c->length, chunk, keep);
        c->length += keep;
        c->text[c->length] = '\0';
        c->total += (size_t)got;
        if (c->total - c->length > (1u << 20))
            break; /* a flood: the caller looks at the total */
    }
    if (got == 0)
        capture_end(c);
}

static bool receive(struct subject *s, unsigned channel)
{
    char packet[64];
    ssize_t got =
        recv(s->channel[channel], packet, sizeof packet, MSG_DONTWAIT);
    struct wire_reply reply;
    if (got < 0 && (errno == EAGAIN || errno == ECONNRESET))
        return true;
    if (got <= 0)
        return true; /* closed: the end of the process tells more */
    memcpy(&reply, packet, sizeof reply);
    if ((size_t)got != sizeof reply || s->sequence[channel] == 0 ||
        reply.sequence != s->sequence[channel])
        return trouble(s, CAUSE_PROTOCOL,
                       "something answered in place of the exercise's driver");
    s->sequence[channel] = 0;
    if (channel == 0)
        s->replied = now();
    return true;
}

static void reap(struct subject *s)
{
    if (!s->ended && waitpid(s->pid, &s->status, WNOHANG) == s->pid)
        s->ended = true;
}

static bool anything_pending(const struct subject *s)
{
    for (unsigned i = 0; i < CHANNELS; i++)
        if (s->sequence[i] != 0)
            return true;
    return false;
}

bool subject_poll(struct subject *s, double seconds)
{
    struct pollfd fds[CHANNELS + 3];
    for (int i = 0; i < CHANNELS; i++)
        fds[i] =
            (struct pollfd){s->sequence[i] ? s->channel[i] : -1, POLLIN, 0};
    fds[CHANNELS] = (struct pollfd){s->output.fd, POLLIN, 0};
    fds[CHANNELS + 1] = (struct pollfd){s->log.fd, POLLIN, 0};
    fds[CHANNELS + 2] = (struct pollfd){s->ended ? -1 : s->pidfd, POLLIN, 0};
    poll(fds, CHANNELS + 3, (int)(seconds * 1e3 + 0.5));

    bool good = true;
    for (unsigned i = 0; i < CHANNELS; i++)
        if (fds[i].revents & POLLIN)
            good = receive(s, i) && good;
    capture_read(&s->output);
    capture_read(&s->log);
    reap(s);
    if (s->output.total > s->limits.output)
        return trouble(s, CAUSE_FLOOD, "printed more than %zu MB",
                       s->limits.output >> 20);
    if (s->ended && anything_pending(s)) {
        capture_read(&s->output);
        capture_read(&s->log);
        return ended_early(s);
    }
    return good && s->cause == CAUSE_NONE;
}

uint64_t subject_send(struct subject *s, unsigned channel, uint64_t op,
                      const void *args)
{
    struct wire_command command = {.op = op, .args = args};
    if (getrandom(&command.sequence, sizeof command.sequence, 0) < 0)
        fatal("get random bytes");
    command.sequence |= 1; /* zero means that nothing is under way */
    subject_go_on(s);
    s->sequence[channel] = command.sequence;
    s->cpu_at_send = procfs_cpu(s->pid);
    s->cpu_seen = 0;
    s->asleep = 0;
    s->sent = s->looked = s->asleep_since = now();
    /* a worker that is gone is noticed by the next poll */
    if (send(s->channel[channel], &command, sizeof command, MSG_NOSIGNAL) < 0 &&
        errno != EPIPE && errno != ECONNRESET)
        fatal("send a command");
    return command.sequence;
}

bool subject_pending(const struct subject *s, unsigned channel)
{
    return s->sequence[channel] != 0;
}

void subject_forget(struct subject *s, unsigned channel)
{
    s->sequence[channel] = 0;
}

bool subject_wait(struct subject *s, unsigned channel)
{
    return subject_wait_either(s, channel, channel);
}

bool subject_wait_either(struct subject *s, unsigned a, unsigned b)
{
    double next_look = now() + LOOK;
    while (s->sequence[a] != 0 && s->sequence[b] != 0) {
        if (!subject_poll(s, LOOK))
            return false;
        if (s->sequence[a] != 0 && s->sequence[b] != 0 && now() >= next_look) {
            if (!check_progress(s))
                return false;
            next_look = now() + LOOK;
        }
    }
    return s->cause == CAUSE_NONE;
}

void subject_stop(struct subject *s)
{
    if (s->ended || s->stopped)
        return;
    kill(s->pid, SIGSTOP);
    /* reported once the last of its threads has stopped */
    int status;
    if (waitpid(s->pid, &status, WUNTRACED) == s->pid) {
        s->stopped = WIFSTOPPED(status);
        s->ended = !s->stopped;
        s->status = status;
    }
}

void subject_go_on(struct subject *s)
{
    if (s->stopped)
        kill(s->pid, SIGCONT);
    s->stopped = false;
}

/* --- the end ------------------------------------------------------------- */

static void drain(struct subject *s)
{
    capture_read(&s->output);
    capture_read(&s->log);
}

/* The learner's code can write to the log, also that all is done, and then put
 * something else in its place: only the end that has the number of the last
 * command, which nobody knew before, is one. What remains of it is "@done". */
static void settle_end(struct subject *s, uint64_t number)
{
    const char word[] = "@done", *end = s->log.text + s->log.length;
    char mark[40];
    size_t length = (size_t)snprintf(mark, sizeof mark, "%s %llx\n", word,
                                     (unsigned long long)number);
    char *right = memmem(s->log.text, s->log.length, mark, length);
    for (char *at = s->log.text;
         (at = memmem(at, (size_t)(end - at), word, strlen(word))) != NULL;
         at++)
        if (at != right)
            *at = '?';
    if (right != NULL)
        right[strlen(word)] = '\n';
}

int subject_quit(struct subject *s)
{
    const double patience = 10;
    uint64_t number = subject_send(s, 0, WIRE_OP_QUIT, NULL);
    s->sequence[0] = 0; /* there is no answer but the end itself */
    double start = now();
    while (!s->ended && now() - start < patience)
        if (!subject_poll(s, 0.05) && s->cause != CAUSE_NONE)
            break;
    drain(s);
    settle_end(s, number);
    if (s->cause != CAUSE_NONE)
        return -1;
    if (!s->ended) {
        trouble(s, CAUSE_HANG, "did not end when its work was done");
        return -1;
    }
    if (WIFSIGNALED(s->status)) {
        ended_early(s);
        return -1;
    }
    return WEXITSTATUS(s->status);
}

/* What libomp leaves in shared memory when it is killed. */
static void sweep_after(const struct subject *s)
{
    char name[64];
    snprintf(name, sizeof name, "/__KMP_REGISTERED_LIB_%d_%u", s->pid,
             getuid());
    if (s->limits.libomp)
        shm_unlink(name);
}

void subject_kill(struct subject *s)
{
    if (s == NULL)
        return;
    if (!s->ended) {
        kill(s->pid, SIGKILL);
        waitpid(s->pid, &s->status, 0);
    }
    sweep_after(s);
    for (int i = 0; i < CHANNELS; i++)
        close(s->channel[i]);
    capture_end(&s->output);
    capture_end(&s->log);
    close(s->pidfd);
    scratch_remove(s->scratch);
    sandbox_sweep(s->pid);
    free(s->output.text);
    free(s->log.text);
    free(s);
}

/* --- what is known of it ------------------------------------------------- */

pid_t subject_pid(const struct subject *s)
{
    return s->pid;
}

double subject_cpu(const struct subject *s)
{
    return procfs_cpu(s->pid);
}

double subject_elapsed(const struct subject *s)
{
    return s->replied - s->sent;
}

bool subject_asleep(const struct subject *s)
{
    struct procfs_thread list[THREADS_LISTED];
    unsigned n = procfs_threads(s->pid, list, THREADS_LISTED);
    for (unsigned i = 0; i < n && i < THREADS_LISTED; i++)
        if (list[i].state != 'S')
            return false;
    return n > 0;
}

const char *subject_output(const struct subject *s, size_t *length)
{
    *length = s->output.length;
    return s->output.text;
}

const char *subject_log(const struct subject *s, size_t *length)
{
    *length = s->log.length;
    return s->log.text;
}
