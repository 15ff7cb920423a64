/*
 * forbidden.c - does what confined code must not be able to do; prints what
 * worked, or "all refused". What is trapped counts as refused.
 *
 *     forbidden threads|processes
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

static void trapped(int sig, siginfo_t *info, void *context)
{
    ucontext_t *c = context;
    (void)sig, (void)info;
#if defined __x86_64__
    c->uc_mcontext.gregs[REG_RAX] = -EPERM; /* what the call returns */
#elif defined __aarch64__
    c->uc_mcontext.regs[0] = -EPERM;
#endif
}

static int opens(const char *path, int how)
{
    int fd = open(path, how, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static int read_passwd(void)
{
    return opens("/etc/passwd", O_RDONLY);
}
static int read_shadow(void)
{
    return opens("/etc/shadow", O_RDONLY);
}
static int list_root(void)
{
    return opens("/", O_RDONLY);
}
static int list_home(void)
{
    return opens("/root", O_RDONLY);
}
static int read_tree(void)
{
    return opens("Makefile", O_RDONLY);
}
static int list_tree(void)
{
    return opens(".", O_RDONLY);
}
static int write_tmp(void)
{
    return opens("/tmp/attack", O_RDWR | O_CREAT);
}
static int write_var(void)
{
    return opens("/var/tmp/a", O_RDWR | O_CREAT);
}
static int write_here(void)
{
    return opens("attack", O_RDWR | O_CREAT);
}
static int write_usr(void)
{
    return opens("/usr/attack", O_RDWR | O_CREAT);
}
static int read_disk(void)
{
    return opens("/dev/sda", O_RDONLY) || opens("/dev/vda", O_RDONLY) ||
           opens("/dev/mem", O_RDONLY);
}
static int open_tty(void)
{
    return opens("/dev/tty", O_RDWR) || opens("/dev/ptmx", O_RDWR);
}
static int write_self(void)
{
    return opens("/proc/self/exe", O_RDWR);
}
static int write_sysctl(void)
{
    return opens("/proc/sys/kernel/core_pattern", O_WRONLY);
}

static int parent_memory(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", getppid());
    return opens(path, O_RDONLY);
}

static int parent_environment(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/environ", getppid());
    return opens(path, O_RDONLY);
}

static int first_memory(void)
{
    return opens("/proc/1/mem", O_RDONLY);
}
static int kill_parent(void)
{
    return kill(getppid(), 0) == 0;
}
static int kill_all(void)
{
    return kill(-1, 0) == 0;
}
static int kill_first(void)
{
    return kill(1, 0) == 0;
}
static int trace_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0;
}

static int new_user(void)
{
    return unshare(CLONE_NEWUSER) == 0;
}
static int new_root(void)
{
    return chroot(".") == 0;
}
static int mounts(void)
{
    return mount("none", "/tmp", "tmpfs", 0, NULL) == 0;
}

static int set_user(void)
{
    return setuid(0) == 0 && getuid() != 0;
}
static int rings(void)
{
    struct io_uring_params p = {0};
    return syscall(SYS_io_uring_setup, 4, &p) > 0;
}

static int programs(void)
{
    return syscall(SYS_bpf, 0, NULL, 0) == 0;
}
static int performance(void)
{
    return syscall(SYS_perf_event_open, NULL, 0, 0, -1, 0) > 0;
}

static int faults(void)
{
    return syscall(SYS_userfaultfd, 0) > 0;
}
static int connects_out(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static int packets(void)
{
    return socket(AF_PACKET, SOCK_RAW, 0) >= 0;
}
static int watches(void)
{
    return inotify_init() >= 0;
}
static int dies_later(void)
{
    return prctl(PR_SET_PDEATHSIG, 0) == 0;
}
static int types(void)
{
    return ioctl(0, TIOCSTI, "x") == 0;
}
static int dumps(void)
{
    struct rlimit l;
    return getrlimit(RLIMIT_CORE, &l) != 0 || l.rlim_max != 0;
}

static int large_file(void)
{
    struct rlimit l;
    return getrlimit(RLIMIT_FSIZE, &l) != 0 || l.rlim_max > (64ul << 20);
}

static int limits_up(void)
{
    struct rlimit l = {RLIM_INFINITY, RLIM_INFINITY};
    return setrlimit(RLIMIT_FSIZE, &l) == 0;
}

static int forks(void)
{
    long pid = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (pid == 0 && getppid() != 1)
        _exit(0);
    return pid > 0 && waitpid((pid_t)pid, NULL, 0) == pid;
}

static int runs(void)
{
    char *const argv[] = {"true", NULL};
    execve("/bin/true", argv, NULL);
    return 0; /* if it worked nobody says "all refused" */
}

static int leaves_ipc(void)
{
    return shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600) >= 0;
}

static int hides_memory(void)
{
    return memfd_create("x", 0) >= 0;
}
static int traces(void)
{
    return ptrace(PTRACE_TRACEME, 0, 0, 0) == 0;
}
static int tmpfs_file(void)
{
    return opens("/dev/shm/attack", O_RDWR | O_CREAT);
}

static const struct {
    const char *name;
    int (*works)(void);
    int of_threads; /* refused only to those who may not have processes */
} attempts[] = {
    {"/etc/passwd", read_passwd, 0},
    {"/etc/shadow", read_shadow, 0},
    {"list /", list_root, 0},
    {"list /root", list_home, 0},
    {"read the project", read_tree, 0},
    {"list the project", list_tree, 0},
    {"write in /tmp", write_tmp, 0},
    {"write in /var/tmp", write_var, 0},
    {"write here", write_here, 0},
    {"write in /usr", write_usr, 0},
    {"read a disk", read_disk, 0},
    {"open the terminal", open_tty, 0},
    {"write to its program", write_self, 0},
    {"write a sysctl", write_sysctl, 0},
    {"memory of its parent", parent_memory, 0},
    {"environment of its parent", parent_environment, 0},
    {"memory of process 1", first_memory, 0},
    {"signal its parent", kill_parent, 0},
    {"signal all", kill_all, 0},
    {"signal process 1", kill_first, 0},
    {"trace its parent", trace_parent, 0},
    {"users of its own", new_user, 0},
    {"another root", new_root, 0},
    {"mount", mounts, 0},
    {"another user", set_user, 0},
    {"io_uring", rings, 0},
    {"bpf", programs, 0},
    {"perf", performance, 0},
    {"userfaultfd", faults, 0},
    {"a network", connects_out, 0},
    {"raw packets", packets, 0},
    {"inotify", watches, 0},
    {"outlive its parent", dies_later, 0},
    {"type on the terminal", types, 0},
    {"core dumps", dumps, 0},
    {"large files", large_file, 0},
    {"raise a limit", limits_up, 0},
    {"System V memory", leaves_ipc, 1},
    {"memfd", hides_memory, 1},
    {"trace", traces, 1},
    {"/dev/shm", tmpfs_file, 1},
    {"fork", forks, 1},
    {"exec", runs, 1},
};

int main(int argc, char **argv)
{
    int threads = argc > 1 && strcmp(argv[1], "threads") == 0, worked = 0;
    struct sigaction a = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO};
    setvbuf(stdout, NULL, _IONBF, 0);
    sigaction(SIGSYS, &a, NULL);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        if (attempts[i].of_threads && !threads)
            continue;
        if (attempts[i].works()) {
            printf("worked: %s\n", attempts[i].name);
            worked++;
        }
    }
    if (worked == 0)
        puts("all refused");
    return worked != 0;
}
