/* process.c - see process.h */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "die.h"
#include "process.h"
#include "process_signals.h"
#include "sandbox/sandbox.h"

enum { AT_ONCE_MOST = 16, RECORD_FD = 3 };

/* A running program. */
struct child {
    struct process *process;
    pid_t pid;
    int pidfd, output, record;
    double started;
};

static struct child children[AT_ONCE_MOST];
static volatile sig_atomic_t interrupted;
static void (*at_interrupt)(void);

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void note_signal(int sig)
{
    interrupted = sig;
}

void process_catch_signals(void (*clean_up)(void))
{
    at_interrupt = clean_up;
    process_signals_handle(note_signal);
    signal(SIGPIPE, SIG_DFL);
}

static void end_all(int sig)
{
    for (int i = 0; i < AT_ONCE_MOST; i++)
        if (children[i].pid > 0)
            kill(-children[i].pid, sig);
}

/* A compiler that is asked first removes its temporary files. */
static void give_up(void)
{
    const int patience_ms = 500;
    end_all(SIGTERM);
    for (int i = 0; i < AT_ONCE_MOST; i++)
        if (children[i].pid > 0)
            poll(&(struct pollfd){children[i].pidfd, POLLIN, 0}, 1,
                 patience_ms);
    end_all(SIGKILL);
    for (int i = 0; i < AT_ONCE_MOST; i++)
        if (children[i].pid > 0)
            waitpid(children[i].pid, NULL, 0);
    if (at_interrupt != NULL)
        at_interrupt();
    signal(interrupted, SIG_DFL);
    raise(interrupted);
}

static void limit(int resource, rlim_t most)
{
    struct rlimit l = {most, most};
    setrlimit(resource, &l);
}

/*
 * Of the environment only what says where things are is handed on: other
 * variables steer compilers (DEPENDENCIES_OUTPUT), the judge (CK_RUN_CASE) or
 * what they are linked with (LD_PRELOAD), or translate messages.
 */
static void clean_environment(void)
{
    static const char *const kept[] = {
        "PATH", "CPATH",           "LIBRARY_PATH", "C_INCLUDE_PATH",
        "HOME", "LD_LIBRARY_PATH", "TMPDIR"};
    enum { KEPT = sizeof kept / sizeof *kept };
    char *values[KEPT];
    for (size_t i = 0; i < KEPT; i++)
        values[i] = getenv(kept[i]);
    if (values[KEPT - 1] != NULL && access(values[KEPT - 1], W_OK | X_OK) != 0)
        values[KEPT - 1] = NULL;
    clearenv();
    for (size_t i = 0; i < KEPT; i++)
        if (values[i] != NULL)
            setenv(kept[i], values[i], 1);
    setenv("LC_ALL", "C", 1);
}

static void set_limits(const struct process *p)
{
    limit(RLIMIT_CORE, 0);
    if (p->deadline > 0) /* should nobody be left to keep the deadline */
        limit(RLIMIT_CPU, (rlim_t)p->deadline + 1);
    if (p->memory != 0 && p->sandbox == NULL) /* which has limits of its own */
        limit(RLIMIT_AS, p->memory);
    if (p->file != 0)
        limit(RLIMIT_FSIZE, p->file);
}

/* Its folder is the only one that it could put temporary files in. */
static void confine(const struct sandbox *s)
{
    if (s->write != NULL)
        setenv("TMPDIR", s->write, 1);
    const char *step = sandbox_confine(s);
    if (step == NULL)
        return;
    dprintf(STDERR_FILENO, "sandbox: cannot %s: %s\n", step, strerror(errno));
    _exit(SANDBOX_FAILED);
}

static _Noreturn void become(const struct process *p, int output, int record,
                             int failed)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    int null = open("/dev/null", O_RDONLY);
    /* above everything that is about to be placed */
    record = fcntl(record, F_DUPFD, 16);
    failed = fcntl(failed, F_DUPFD_CLOEXEC, 16);
    dup2(null, 0);
    dup2(output, 1);
    dup2(output, 2);
    close_range(RECORD_FD, 15, 0);
    if (p->records)
        dup2(record, RECORD_FD);
    close_range(RECORD_FD + 1, ~0u, CLOSE_RANGE_CLOEXEC);
    clean_environment();
    char *const *argv = sandbox_command(p->sandbox, p->argv);
    set_limits(p); /* from here on nothing is allocated any more */
    if (p->sandbox != NULL)
        confine(p->sandbox);
    execvp(argv[0], argv);
    int reason = errno;
    if (write(failed, &reason, sizeof reason) < 0)
        _exit(126);
    _exit(127);
}

static void open_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0)
        die_errno("cannot make a pipe");
}

static void start(struct child *c, struct process *p)
{
    int output[2], record[2], failed[2];
    open_pipe(output);
    open_pipe(record);
    open_pipe(failed);
    text_init(&p->output);
    text_init(&p->record);
    *c = (struct child){.process = p, .started = now()};
    c->pid = sandbox_fork(p->sandbox);
    if (c->pid < 0)
        die_errno("cannot start %s", p->argv[0]);
    if (c->pid == 0)
        become(p, output[1], record[1], failed[1]);
    setpgid(c->pid, c->pid);
    close(output[1]);
    close(record[1]);
    close(failed[1]);
    p->started = read(failed[0], &p->failure, sizeof p->failure) <= 0;
    close(failed[0]);
    c->output = output[0];
    c->record = record[0];
    fcntl(c->output, F_SETFL, O_NONBLOCK);
    fcntl(c->record, F_SETFL, O_NONBLOCK);
    c->pidfd = (int)syscall(SYS_pidfd_open, c->pid, 0);
    if (c->pidfd < 0)
        die_errno("cannot watch %s", p->argv[0]);
}

/* Only so much at a time: who prints without end must not keep us from
 * looking at the deadline. A full pipe holds less. A pipe that nobody can write
 * to any more is closed here: poll would report it again and again. */
static void drain(int *fd, struct text *to, size_t most)
{
    char chunk[65536];
    ssize_t got;
    for (int i = 0; i < 32 && *fd >= 0; i++) {
        got = read(*fd, chunk, sizeof chunk);
        if (got == 0) {
            close(*fd);
            *fd = -1;
        }
        if (got <= 0)
            return;
        size_t room = most - to->length;
        text_add(to, chunk, (size_t)got < room ? (size_t)got : room);
    }
}

enum { OUTPUT_MOST = 1 << 20 };

static void drain_all(struct child *c)
{
    drain(&c->output, &c->process->output, OUTPUT_MOST);
    drain(&c->record, &c->process->record, 64u << 20);
}

/* More than that it must not print, or there was more that is not kept. */
static bool is_full(const struct process *p)
{
    return p->brief && p->output.length == OUTPUT_MOST;
}

/* Waits for processes, not for pipes: an orphan may hold a pipe open. */
static void finish(struct child *c)
{
    struct process *p = c->process;
    struct rusage use;
    drain_all(c);
    /* whatever it left behind in its group, whose number nobody else can have
     * until it is waited for */
    kill(-c->pid, SIGKILL);
    while (wait4(c->pid, &p->status, 0, &use) < 0 && errno == EINTR)
        ;
    if (p->sandbox != NULL && WIFEXITED(p->status) &&
        WEXITSTATUS(p->status) == SANDBOX_FAILED)
        die("%s could not be run in the sandbox: %s", p->argv[0],
            p->output.bytes);
    sandbox_end(c->pid);
    drain_all(c);
    p->flooded = p->flooded || is_full(p);
    p->seconds = now() - c->started;
    p->cpu = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
             1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
    close(c->pidfd);
    if (c->output >= 0)
        close(c->output);
    if (c->record >= 0)
        close(c->record);
    *c = (struct child){0};
}

static void watch(unsigned at_once)
{
    struct pollfd fds[3 * AT_ONCE_MOST];
    nfds_t n = 0;
    for (unsigned i = 0; i < at_once; i++) {
        if (children[i].pid == 0)
            continue;
        fds[n++] = (struct pollfd){children[i].pidfd, POLLIN, 0};
        fds[n++] = (struct pollfd){children[i].output, POLLIN, 0};
        fds[n++] = (struct pollfd){children[i].record, POLLIN, 0};
    }
    poll(fds, n, 50);
    if (interrupted)
        give_up();
}

/* True once it has ended. */
static bool look_after(struct child *c)
{
    struct process *p = c->process;
    struct pollfd ended = {c->pidfd, POLLIN, 0};
    drain_all(c);
    p->flooded = is_full(p);
    if (p->flooded || (p->deadline > 0 && now() - c->started > p->deadline)) {
        p->late = !p->flooded;
        kill(-c->pid, SIGKILL);
        kill(c->pid, SIGKILL);
        return true;
    }
    return poll(&ended, 1, 0) == 1;
}

/* Ends a child that has come to its end; true if it decides for the rest. */
static bool decides(struct child *c)
{
    const struct process *p = c->process;
    finish(c);
    return p->decisive && !process_good(p);
}

static void cancel(struct process *p)
{
    text_init(&p->output);
    text_init(&p->record);
    p->failure = ECANCELED;
}

void process_run(struct process *list, size_t n, unsigned at_once)
{
    size_t next = 0, running = 0;
    at_once = at_once < 1 ? 1 : at_once > AT_ONCE_MOST ? AT_ONCE_MOST : at_once;
    while (next < n || running > 0) {
        for (unsigned i = 0; i < at_once && next < n; i++)
            if (children[i].pid == 0) {
                start(&children[i], &list[next++]);
                running++;
            }
        watch(at_once);
        for (unsigned i = 0; i < at_once; i++)
            if (children[i].pid > 0 && look_after(&children[i])) {
                running--;
                if (decides(&children[i]))
                    while (next < n)
                        cancel(&list[next++]);
            }
    }
}

void process_clear(struct process *p)
{
    text_clear(&p->output);
    text_clear(&p->record);
}

bool process_good(const struct process *p)
{
    return p->started && !p->late && !p->flooded && WIFEXITED(p->status) &&
           WEXITSTATUS(p->status) == 0;
}
