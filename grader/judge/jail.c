/* jail.c - see jail.h */
#include <errno.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sched.h>
#include <unistd.h>

#include "jail.h"

/* The descriptor of the program to run lies above the limit for descriptors
 * that holds afterwards: nothing else can ever take that number, so the
 * filter can allow this one execveat and no other. */
enum { PROGRAM_FD = 400, MOST_FDS = 256 };

static const int forbidden[] = {
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(execve),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(chroot),
    SCMP_SYS(pivot_root),
    SCMP_SYS(setsid),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(setuid),
    SCMP_SYS(setgid),
    SCMP_SYS(setreuid),
    SCMP_SYS(setregid),
    SCMP_SYS(setresuid),
    SCMP_SYS(setresgid),
    SCMP_SYS(setgroups),
    SCMP_SYS(shmget),
    SCMP_SYS(semget),
    SCMP_SYS(msgget),
    SCMP_SYS(mq_open),
    SCMP_SYS(clock_settime),
    SCMP_SYS(settimeofday),
    SCMP_SYS(adjtimex),
    SCMP_SYS(acct),
    SCMP_SYS(quotactl),
    SCMP_SYS(sethostname),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
};

/* Adds one rule; false with errno set if it was refused. A call that this
 * machine does not have needs no rule. */
static bool rule(scmp_filter_ctx filter, uint32_t action, int call,
                 unsigned count, struct scmp_arg_cmp compare)
{
    int failed = seccomp_rule_add(filter, action, call, count, compare);
    errno = failed == -EDOM || failed == -EINVAL ? 0 : -failed;
    return errno == 0;
}

static bool add_rules(scmp_filter_ctx f)
{
    const struct scmp_arg_cmp none = {0};
    const uint64_t me = (uint64_t)getpid();
    bool good = true;

    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        good = good && rule(f, SCMP_ACT_TRAP, forbidden[i], 0, none);
    return good &&
           rule(f, SCMP_ACT_TRAP, SCMP_SYS(clone), 1,
                SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) &&
           /* its arguments lie in memory; the C library falls back */
           rule(f, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0, none) &&
           rule(f, SCMP_ACT_TRAP, SCMP_SYS(execveat), 1,
                SCMP_A0(SCMP_CMP_NE, PROGRAM_FD)) &&
           rule(f, SCMP_ACT_TRAP, SCMP_SYS(kill), 1,
                SCMP_A0(SCMP_CMP_NE, me)) &&
           rule(f, SCMP_ACT_TRAP, SCMP_SYS(tgkill), 1,
                SCMP_A0(SCMP_CMP_NE, me)) &&
           /* the explorer looks at memory that may not be there */
           rule(f, SCMP_ACT_TRAP, SCMP_SYS(process_vm_readv), 1,
                SCMP_A0(SCMP_CMP_NE, me)) &&
           rule(f, SCMP_ACT_TRAP, SCMP_SYS(prctl), 1,
                SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG)) &&
           rule(f, SCMP_ACT_TRAP, SCMP_SYS(ioctl), 1,
                SCMP_A1(SCMP_CMP_EQ, TIOCSTI));
}

static bool load_filter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL)
        return false;
    bool good = add_rules(filter);
    if (good) {
        int failed = seccomp_load(filter);
        errno = -failed;
        good = failed == 0;
    }
    seccomp_release(filter);
    return good;
}

static bool limit(int resource, unsigned long most)
{
    struct rlimit l;
    if (getrlimit(resource, &l) != 0)
        return false;
    if (l.rlim_max != RLIM_INFINITY && l.rlim_max < most)
        most = l.rlim_max; /* cannot be raised, and need not be */
    l.rlim_cur = l.rlim_max = most;
    return setrlimit(resource, &l) == 0;
}

static bool set_limits(const struct jail *jail)
{
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, jail->cpu_seconds) &&
           limit(RLIMIT_FSIZE, 16ul << 20) && limit(RLIMIT_MSGQUEUE, 0) &&
           limit(RLIMIT_NOFILE, MOST_FDS) &&
           (jail->memory == 0 || limit(RLIMIT_AS, jail->memory));
}

const char *jail_enter(const struct jail *jail, int program, int first_closed,
                       char *const argv[], char *const envp[])
{
    if (dup3(program, PROGRAM_FD, O_CLOEXEC) < 0)
        return "keep the program open";
    close_range((unsigned)first_closed, PROGRAM_FD - 1, 0);
    close_range(PROGRAM_FD + 1, ~0u, 0);
    /* Some containers forbid this; detectors then say if it matters. */
    if (jail->same_layout)
        personality(ADDR_NO_RANDOMIZE);
    if (!set_limits(jail))
        return "set resource limits";
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return "give up privileges";
    if (!load_filter())
        return "filter system calls";
    syscall(SYS_execveat, PROGRAM_FD, "", argv, envp, AT_EMPTY_PATH);
    return "run the worker";
}
