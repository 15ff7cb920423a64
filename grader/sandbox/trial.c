/*
 * trial.c - each layer tried against itself.
 *
 * A trial runs in a process of its own: it makes sure that something can be
 * done, applies the layer, and must then fail to do it again. What cannot be
 * done to begin with proves nothing, and counts as a layer that is missing.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "layers.h"

/* A file that is everywhere and that no submission needs. */
static const char *const hidden = "/etc/passwd";

static const struct sandbox compute = {.profile = SANDBOX_COMPUTE};

static bool readable(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

bool trial_limits(void)
{
    const off_t large = 32 << 20;
    int fd = memfd_create("trial", MFD_CLOEXEC);
    signal(SIGXFSZ, SIG_IGN);
    return fd >= 0 && ftruncate(fd, large) == 0 &&
           limits_apply(&compute) == NULL && ftruncate(fd, 2 * large) != 0 &&
           fcntl(fd, F_DUPFD, 300) < 0;
}

bool trial_landlock(void)
{
    return readable(hidden) && landlock_apply(&compute) == NULL &&
           !readable(hidden) && errno == EACCES && !readable(".") &&
           readable("/dev/null") && !readable("/proc/1/stat");
}

static volatile sig_atomic_t stopped;

static void note_stop(int sig)
{
    (void)sig;
    stopped++;
}

bool trial_filter(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    signal(SIGSYS, note_stop);
    if (fd < 0 || filter_apply(&compute) != NULL)
        return false;
    if (socket(AF_UNIX, SOCK_STREAM, 0) >= 0 && stopped == 0)
        return false;
    if (syscall(SYS_kill, getppid(), 0) == 0 && stopped == 1)
        return false;
    return stopped == 2;
}

bool trial_identity(void)
{
    uid_t before = geteuid();
    if (before != 0 || identity_apply(&compute) != NULL)
        return false;
    return geteuid() == sandbox_user() && setuid(before) != 0 &&
           setgid(0) != 0 && (sandbox_has(SANDBOX_NAMESPACES) || readable("."));
}

/* In a room already. */
bool trial_namespaces(void)
{
    int fd = open("/dev/shm/trial", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return getpid() == 2 && fd >= 0 && !readable(hidden) && errno == ENOENT &&
           readable("/dev/null") && readable("/usr");
}

/* With one task allowed there is no second. */
bool trial_cgroup(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    if (pid > 0)
        waitpid(pid, NULL, 0);
    return pid < 0 && errno == EAGAIN;
}
