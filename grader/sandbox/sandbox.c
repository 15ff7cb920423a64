/*
 * sandbox.c - see sandbox.h: the table of layers, and what is done with it.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "layers.h"

static const struct {
    const char *name;
    const char *purpose;
    const char *remedy;
    bool (*trial)(void);                          /* NULL: always there */
    const char *(*apply)(const struct sandbox *); /* NULL: not by itself */
} layers[SANDBOX_LAYERS] = {
    [SANDBOX_SPLIT] = {"split", "results cannot be forged", "", NULL, NULL},
    [SANDBOX_LIMITS] = {"limits", "no runaway memory, files, CPU time",
                        "ask who set this system's limits so low", trial_limits,
                        limits_apply},
    [SANDBOX_LANDLOCK] = {"landlock",
                          "hidden files and other processes out of reach",
                          "a kernel from 5.13 on, booted with lsm=landlock,...",
                          trial_landlock, landlock_apply},
    [SANDBOX_FILTER] = {"filter", "no processes, programs, network, signals",
                        "a kernel with CONFIG_SECCOMP_FILTER; in a container: "
                        "run it with --security-opt seccomp=unconfined",
                        trial_filter, filter_apply},
    [SANDBOX_NAMESPACES] = {"namespaces",
                            "/tmp, /dev/shm, IPC and processes of its own",
                            "sysctl -w kernel.apparmor_restrict_unprivileged_"
                            "userns=0 (Ubuntu 24.04); in a container: run it "
                            "with --privileged",
                            trial_namespaces, NULL},
    [SANDBOX_CGROUP] = {"cgroup", "memory of a whole tree of processes",
                        "systemd-run --user --scope -p Delegate=yes make ...",
                        trial_cgroup, NULL},
    [SANDBOX_IDENTITY] = {"identity", "submissions cannot reach each other",
                          "only root can give each submission a user of its "
                          "own",
                          trial_identity, identity_apply},
};

/* What is known of this machine. */
static struct {
    bool tried;
    unsigned active, left_out;
    uid_t user;
    bool bwrap;  /* makes the namespaces, since we may not */
    bool narrow; /* high user ids do not exist here */
} known;

bool sandbox_has(enum sandbox_layer layer)
{
    return sandbox_active() & 1u << layer;
}

/* --- trying -------------------------------------------------------------- */

/* The status of a child that was not told to stop waiting. */
static int wait_for(pid_t pid)
{
    int status = -1;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

/* What bwrap has to say about a room that it cannot make is not for us. */
static bool try_bwrap(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, STDERR_FILENO);
        trial_bwrap();
        _exit(1);
    }
    known.bwrap = pid > 0 && wait_for(pid) == 0;
    return known.bwrap;
}

static bool try_namespaces(void)
{
    const struct sandbox room = {.profile = SANDBOX_JUDGE};
    pid_t pid = sandbox_fork(&room);
    if (pid == 0)
        _exit(trial_namespaces() ? 0 : 1);
    bool held = pid > 0 && wait_for(pid) == 0;
    sandbox_end(pid);
    return held || try_bwrap();
}

static bool try_cgroup(void)
{
    if (!cgroup_find())
        return false;
    int group = cgroup_make("1");
    pid_t maker = getpid(), pid = group < 0 ? -1 : fork();
    if (pid == 0)
        _exit(cgroup_join(group, maker) && trial_cgroup() ? 0 : 1);
    cgroup_own(group, pid);
    bool held = pid > 0 && wait_for(pid) == 0;
    cgroup_end(pid);
    return held;
}

static bool try_alone(enum sandbox_layer layer)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(layers[layer].trial() ? 0 : 1);
    return pid > 0 && wait_for(pid) == 0;
}

/* A user that nobody else has, as long as this process lives; in a container
 * with few users one that is hardly ever somebody else's. */
static uid_t own_user(bool narrow)
{
    const uid_t pid = (uid_t)getpid();
    return narrow ? 60000 + pid % 5000 : 0x70000000 + pid;
}

static bool try_identity(void)
{
    for (int narrow = 0; narrow < 2; narrow++) {
        known.narrow = narrow;
        known.user = own_user(narrow);
        if (try_alone(SANDBOX_IDENTITY))
            return true;
    }
    known.user = geteuid();
    return false;
}

static bool try_layer(enum sandbox_layer layer)
{
    switch (layer) {
    case SANDBOX_SPLIT:
        return true;
    case SANDBOX_NAMESPACES:
        return try_namespaces();
    case SANDBOX_CGROUP:
        return try_cgroup();
    case SANDBOX_IDENTITY:
        return try_identity();
    default:
        return try_alone(layer);
    }
}

unsigned sandbox_active(void)
{
    if (known.tried)
        return known.active;
    known.tried = true;
    known.user = geteuid();
    fflush(stdout); /* children must not print it again */
    for (int i = 0; i < SANDBOX_LAYERS; i++) {
        const unsigned bit = 1u << i;
        known.active |= bit; /* so that its trial uses it */
        if (known.left_out & bit || !try_layer((enum sandbox_layer)i))
            known.active &= ~bit;
    }
    return known.active;
}

const char *sandbox_leave_out(const char *names)
{
    while (*names != '\0') {
        size_t length = strcspn(names, ",");
        int i = SANDBOX_LIMITS;
        while (i < SANDBOX_LAYERS && (strlen(layers[i].name) != length ||
                                      strncmp(layers[i].name, names, length)))
            i++;
        if (i == SANDBOX_LAYERS)
            return names;
        known.left_out |= 1u << i;
        names += length + (names[length] == ',');
    }
    return NULL;
}

/* --- telling ------------------------------------------------------------- */

char sandbox_tier(void)
{
    const unsigned b = (1u << SANDBOX_NAMESPACES) - 1;
    const unsigned a = b | 1u << SANDBOX_NAMESPACES;
    unsigned have = sandbox_active();
    return (have & a) == a ? 'A' : (have & b) == b ? 'B' : '-';
}

const char *sandbox_name(enum sandbox_layer layer)
{
    return layers[layer].name;
}

const char *sandbox_purpose(enum sandbox_layer layer)
{
    if (layer == SANDBOX_NAMESPACES && known.bwrap)
        return "/tmp, IPC, processes of its own, by bwrap";
    return layers[layer].purpose;
}

const char *sandbox_remedy(enum sandbox_layer layer)
{
    if (sandbox_active() & 1u << layer)
        return NULL;
    return known.left_out & 1u << layer ? "it was left out on request"
                                        : layers[layer].remedy;
}

/* The first layer that a better tier would need; SANDBOX_LAYERS: none. */
static int missing(void)
{
    int i = 0;
    while (i <= SANDBOX_NAMESPACES && sandbox_has((enum sandbox_layer)i))
        i++;
    return i > SANDBOX_NAMESPACES ? SANDBOX_LAYERS : i;
}

char *sandbox_line(void)
{
    char tier = sandbox_tier(), *line = NULL;
    int i = missing(), n;
    if (i == SANDBOX_LAYERS)
        n = asprintf(&line, "tier A: every layer that keeps code in");
    else
        n = asprintf(&line, "%s%c: no %s (%s)",
                     tier == '-' ? "less than tier " : "tier ",
                     tier == '-' ? 'B' : tier, layers[i].name,
                     sandbox_remedy((enum sandbox_layer)i));
    return n < 0 ? NULL : line;
}

char *sandbox_pass(void)
{
    char *word = NULL;
    unsigned active = sandbox_active();
    return asprintf(&word, "%x:%u", active, known.user) < 0 ? NULL : word;
}

bool sandbox_accept(const char *word)
{
    known.tried = true;
    return sscanf(word, "%x:%u", &known.active, &known.user) == 2;
}

uid_t sandbox_user(void)
{
    sandbox_active();
    return known.user;
}

void sandbox_new_user(void)
{
    if (sandbox_has(SANDBOX_IDENTITY))
        known.user = own_user(known.narrow);
}

/* --- confining ----------------------------------------------------------- */

/* Layers that are there and that the profile uses. */
static bool uses(const struct sandbox *s, enum sandbox_layer layer)
{
    return s != NULL && sandbox_has(layer) &&
           profile_of(s)->layers & 1u << layer;
}

/* Compilers are confined before they run, and bwrap would be, too. */
bool sandbox_has_room(const struct sandbox *s)
{
    return s != NULL && sandbox_has(SANDBOX_NAMESPACES) &&
           !(known.bwrap && s->profile == SANDBOX_COMPILE);
}

char *const *sandbox_command(const struct sandbox *s, char *const argv[])
{
    if (!known.bwrap || !uses(s, SANDBOX_NAMESPACES) || !sandbox_has_room(s))
        return argv;
    char *const *command = bwrap_command(s, argv);
    return command == NULL ? argv : command;
}

/* Waits for the one process that matters; takes in orphans meanwhile. */
static _Noreturn void be_init(pid_t child)
{
    int status = 0;
    close_range(3, ~0u, 0);
    for (;;) {
        pid_t ended = waitpid(-1, &status, 0);
        if (ended == child || (ended < 0 && errno != EINTR))
            break;
    }
    _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

static _Noreturn void fail(const char *step)
{
    dprintf(STDERR_FILENO, "sandbox: cannot %s: %s\n", step, strerror(errno));
    _exit(SANDBOX_FAILED);
}

/* The first process of the room; returns in the second. */
static void enter_room(const struct sandbox *s, uid_t user, gid_t group)
{
    const char *failed = namespaces_apply(s, user, group);
    if (failed != NULL)
        fail(failed);
    pid_t child = fork();
    if (child < 0)
        fail("start a process");
    if (child > 0)
        be_init(child);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

pid_t sandbox_fork(const struct sandbox *s)
{
    const bool room = uses(s, SANDBOX_NAMESPACES) && !known.bwrap;
    const uid_t user = geteuid();
    const gid_t group = getegid();
    const pid_t me = getpid();
    int control = uses(s, SANDBOX_CGROUP) ? cgroup_make(NULL) : -1;
    pid_t pid = room ? (pid_t)syscall(SYS_clone, namespaces_flags() | SIGCHLD,
                                      NULL, NULL, NULL, NULL)
                     : fork();
    if (pid == 0) {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (control >= 0 && !cgroup_join(control, me))
            fail("join a control group");
        if (room)
            enter_room(s, user, group);
    } else {
        cgroup_own(control, pid);
    }
    return pid;
}

void sandbox_end(pid_t pid)
{
    cgroup_end(pid);
}

const char *sandbox_confine(const struct sandbox *s)
{
    /* each may take away what those before it need */
    static const enum sandbox_layer order[] = {
        SANDBOX_LANDLOCK, SANDBOX_IDENTITY, SANDBOX_LIMITS, SANDBOX_FILTER};
    const char *failed = NULL;
    const bool theirs = profile_of(s)->layers & 1u << SANDBOX_IDENTITY;
    if (theirs && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return "give up privileges";
    for (size_t i = 0; i < sizeof order / sizeof *order && !failed; i++)
        if (uses(s, order[i]))
            failed = layers[order[i]].apply(s);
        else if (order[i] == SANDBOX_IDENTITY && theirs && !identity_give_up())
            failed = "give up capabilities";
    return failed;
}

const char *sandbox_run(const struct sandbox *s, int program, int first_closed,
                        char *const argv[], char *const envp[])
{
    if (dup3(program, PROGRAM_FD, O_CLOEXEC) < 0)
        return "keep the program open";
    close_range((unsigned)first_closed, PROGRAM_FD - 1, 0);
    close_range(PROGRAM_FD + 1, ~0u, 0);
    /* Some containers forbid this; detectors then say if it matters. */
    if (s->same_layout)
        personality(ADDR_NO_RANDOMIZE);
    const char *failed = sandbox_confine(s);
    if (failed != NULL)
        return failed;
    syscall(SYS_execveat, PROGRAM_FD, "", argv, envp, AT_EMPTY_PATH);
    return "run the program";
}
