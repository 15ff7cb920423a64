/*
 * filter.c - layer 3: system calls, by libseccomp.
 *
 * What no exercise needs is refused to all; what only some need is in the
 * table of profiles. A call that this machine does not have needs no rule.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "layers.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The machine, other programs, the sandbox itself. */
static const int never[] = {
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(process_madvise),
    SCMP_SYS(kcmp),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsmount),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(chroot),
    SCMP_SYS(pivot_root),
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
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(syslog),
    SCMP_SYS(iopl),
    SCMP_SYS(ioperm),
    SCMP_SYS(setuid),
    SCMP_SYS(setgid),
    SCMP_SYS(setreuid),
    SCMP_SYS(setregid),
    SCMP_SYS(setresuid),
    SCMP_SYS(setresgid),
    SCMP_SYS(setgroups),
    SCMP_SYS(mq_open),
    SCMP_SYS(clock_settime),
    SCMP_SYS(clock_adjtime),
    SCMP_SYS(settimeofday),
    SCMP_SYS(adjtimex),
    SCMP_SYS(acct),
    SCMP_SYS(quotactl),
    SCMP_SYS(sethostname),
    SCMP_SYS(vhangup),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
    SCMP_SYS(inotify_init),
    SCMP_SYS(inotify_init1),
    SCMP_SYS(fanotify_init),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(tkill),
};

/* Processes and programs. */
static const int of_processes[] = {
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(execve),
    SCMP_SYS(setsid),
};

/* What would be a program in memory; nothing can run it, but nobody needs it
 * either, except the drivers of GPUs. */
static const int of_memory[] = {SCMP_SYS(memfd_create)};

/* What they share by System V's means stays behind, except in a room. */
static const int of_ipc[] = {
    SCMP_SYS(shmget),
    SCMP_SYS(semget),
    SCMP_SYS(msgget),
};

static const int of_sockets[] = {
    SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind),
    SCMP_SYS(listen), SCMP_SYS(accept),  SCMP_SYS(accept4),
};

static const int priorities[] = {
    SCMP_SYS(setpriority),        SCMP_SYS(ioprio_set),
    SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_setparam),
    SCMP_SYS(sched_setattr),
};

static const unsigned long namespaces[] = {
    CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
    CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};

/* A filter under construction; once a rule fails the rest is left out. */
struct rules {
    scmp_filter_ctx filter;
    uint32_t refuse; /* what happens to who does what is forbidden */
    int failed;      /* -errno */
};

static void rule(struct rules *r, uint32_t action, int call, unsigned count,
                 struct scmp_arg_cmp compare)
{
    if (r->failed != 0)
        return;
    r->failed = seccomp_rule_add(r->filter, action, call, count, compare);
    if (r->failed == -EDOM || r->failed == -EINVAL)
        r->failed = 0; /* not on this machine */
}

static void forbid(struct rules *r, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        rule(r, r->refuse, calls[i], 0, (struct scmp_arg_cmp){0});
}

static void forbid_if(struct rules *r, int call, struct scmp_arg_cmp compare)
{
    rule(r, r->refuse, call, 1, compare);
}

static void add_processes(struct rules *r, bool gpu)
{
    const uint64_t me = (uint64_t)getpid();
    forbid(r, of_processes, COUNT(of_processes));
    if (!gpu)
        forbid(r, of_memory, COUNT(of_memory));
    forbid_if(r, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    forbid_if(r, SCMP_SYS(execveat), SCMP_A0(SCMP_CMP_NE, PROGRAM_FD));
    forbid_if(r, SCMP_SYS(kill), SCMP_A0(SCMP_CMP_NE, me));
    forbid_if(r, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_NE, me));
}

/* Of a number the kernel looks at the low half only, whatever the rest is. */
static void forbid_number(struct rules *r, int call, pid_t number)
{
    forbid_if(r, call,
              SCMP_A0(SCMP_CMP_MASKED_EQ, UINT32_MAX,
                      (scmp_datum_t)(uint32_t)number));
}

/* 0 if it has none that can be seen from here. */
static pid_t parent_of(pid_t pid)
{
    char path[40];
    pid_t parent = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *stat = fopen(path, "re");
    if (stat == NULL)
        return 0;
    if (fscanf(stat, "%*d (%*[^)]) %*c %d", &parent) != 1)
        parent = 0;
    fclose(stat);
    return parent;
}

/* Who may have children may signal them, but not everybody, and not those
 * who look after it, or their groups. */
static void add_signals(struct rules *r)
{
    const int most = 8; /* ancestors */
    forbid_number(r, SCMP_SYS(kill), -1);
    forbid_number(r, SCMP_SYS(kill), 1);
    pid_t above = getppid();
    for (int i = 0; i < most && above > 1; i++, above = parent_of(above)) {
        forbid_number(r, SCMP_SYS(kill), above);
        forbid_number(r, SCMP_SYS(kill), -above);
        forbid_number(r, SCMP_SYS(tgkill), above);
    }
}

static void add_common(struct rules *r)
{
    const uint64_t low = UINT32_MAX;
    forbid(r, never, COUNT(never));
    for (size_t i = 0; i < COUNT(namespaces); i++)
        forbid_if(r, SCMP_SYS(clone),
                  SCMP_A0(SCMP_CMP_MASKED_EQ, namespaces[i], namespaces[i]));
    /* who looks after it keeps its core and its priority */
    forbid(r, priorities, COUNT(priorities));
    forbid_number(r, SCMP_SYS(sched_setaffinity), getppid());
    /* limits of its own only, for which the C library says 0 */
    forbid_if(r, SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_NE, 0));
    /* its arguments lie in memory; the C library falls back */
    rule(r, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0,
         (struct scmp_arg_cmp){0});
    /* the explorer looks at memory that may not be there */
    forbid_if(r, SCMP_SYS(process_vm_readv),
              SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid()));
    /* the kernel looks at the low half of these numbers only */
    forbid_if(r, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, low, TIOCSTI));
    forbid_if(r, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, low, TIOCLINUX));
    forbid_if(r, SCMP_SYS(prctl),
              SCMP_A0(SCMP_CMP_MASKED_EQ, low, PR_SET_PDEATHSIG));
    forbid_if(r, SCMP_SYS(prctl),
              SCMP_A0(SCMP_CMP_MASKED_EQ, low, PR_SET_PTRACER));
    forbid_if(r, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_MASKED_EQ, low, F_SETOWN));
    forbid_if(r, SCMP_SYS(fcntl),
              SCMP_A1(SCMP_CMP_MASKED_EQ, low, F_SETOWN_EX));
    forbid_if(r, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, low, FIOSETOWN));
    forbid_if(r, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, low, SIOCSPGRP));
}

static void add_local_sockets(struct rules *r)
{
    for (int family = 0; family < 64; family++)
        if (family != AF_UNIX && family != AF_INET && family != AF_INET6 &&
            family != AF_NETLINK)
            rule(r, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                 SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)family));
}

static void add_rules(struct rules *r, const struct sandbox *s)
{
    const struct profile *p = profile_of(s);
    const int ptrace[] = {SCMP_SYS(ptrace)}, pairs[] = {SCMP_SYS(socketpair)};
    add_common(r);
    if (p->processes)
        add_signals(r);
    else
        add_processes(r, p->gpu);
    if (!p->processes || !sandbox_has_room(s))
        forbid(r, of_ipc, COUNT(of_ipc));
    if (!p->ptrace)
        forbid(r, ptrace, 1);
    if (p->sockets)
        add_local_sockets(r);
    else
        forbid(r, of_sockets, COUNT(of_sockets));
    if (!p->sockets && !p->processes)
        forbid(r, pairs, 1);
}

const char *filter_apply(const struct sandbox *s)
{
    const struct profile *p = profile_of(s);
    struct rules r = {.filter = seccomp_init(SCMP_ACT_ALLOW),
                      .refuse =
                          p->trap ? SCMP_ACT_TRAP : SCMP_ACT_ERRNO(EPERM)};
    if (r.filter == NULL)
        return "filter system calls";
    seccomp_attr_set(r.filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    seccomp_attr_set(r.filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    add_rules(&r, s);
    if (r.failed == 0)
        r.failed = seccomp_load(r.filter);
    seccomp_release(r.filter);
    errno = -r.failed;
    return r.failed == 0 ? NULL : "filter system calls";
}
