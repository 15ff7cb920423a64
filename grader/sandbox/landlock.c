/*
 * landlock.c - layer 2: files that may be read and written.
 *
 * The kernel says which version of the interface it has; all rights of that
 * version are handled, so that what no rule allows is refused. Version 6
 * also keeps signals and abstract sockets inside.
 */
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "layers.h"

/* Rights that came after the headers of Debian 12. */
#define REFER (1ull << 13)
#define TRUNCATE (1ull << 14)
#define IOCTL_DEV (1ull << 15)

#define READ                                                     \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | \
     LANDLOCK_ACCESS_FS_READ_DIR)
#define DEVICE (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)
#define NODES (LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK)

/* What rules for files, not folders, may have. */
#define OF_FILES (LANDLOCK_ACCESS_FS_EXECUTE | DEVICE | TRUNCATE | IOCTL_DEV)

struct attributes {
    uint64_t files, network, scoped;
};

struct ruleset {
    int fd;
    uint64_t all; /* rights that this kernel knows */
};

static uint64_t rights(int version)
{
    uint64_t all = (1ull << 13) - 1;
    all |= version >= 2 ? REFER : 0;
    all |= version >= 3 ? TRUNCATE : 0;
    all |= version >= 5 ? IOCTL_DEV : 0;
    return all;
}

static bool allow(const struct ruleset *r, const char *path, uint64_t access)
{
    struct stat s;
    struct landlock_path_beneath_attr rule = {
        .allowed_access = access & r->all,
        .parent_fd = open(path, O_PATH | O_CLOEXEC),
    };
    if (rule.parent_fd < 0)
        return true; /* what is not there cannot be opened either */
    if (fstat(rule.parent_fd, &s) == 0 && !S_ISDIR(s.st_mode))
        rule.allowed_access &= OF_FILES;
    long failed = syscall(SYS_landlock_add_rule, r->fd,
                          LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
    return failed == 0;
}

static bool allow_all(const struct ruleset *r, const char *const *paths,
                      uint64_t access)
{
    bool good = true;
    for (; paths != NULL && *paths != NULL; paths++)
        good = good && allow(r, *paths, access);
    return good;
}

static struct ruleset make(const struct profile *p)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                           LANDLOCK_CREATE_RULESET_VERSION);
    struct ruleset r = {.fd = -1, .all = rights((int)version)};
    struct attributes a = {
        .files = r.all,
        .network = version >= 4 && !p->sockets ? 3 : 0,
        .scoped = version >= 6 ? 3 : 0,
    };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    if (version < 1)
        return r;
    r.fd = (int)syscall(SYS_landlock_create_ruleset, &a, size, 0);
    if (r.fd < 0 && version >= 6) { /* RHEL 9 says 6 and has no scopes */
        a.scoped = 0;
        r.fd = (int)syscall(SYS_landlock_create_ruleset, &a, 16, 0);
    }
    return r;
}

static bool add_rules(const struct ruleset *r, const struct sandbox *s)
{
    static const char *const devices[] = {"/dev/null",    "/dev/zero",
                                          "/dev/full",    "/dev/random",
                                          "/dev/urandom", NULL};
    static const char *const buses[] = {"/sys", NULL};
    static const char *const own[] = {"/proc/self", "/proc/cpuinfo",
                                      "/proc/meminfo", "/proc/stat", NULL};
    static const char *const proc[] = {"/proc", NULL};
    const struct profile *p = profile_of(s);
    uint64_t write = r->all & ~(NODES | IOCTL_DEV);
    /* files are swept away (sweep.c), of any depth of folders nobody knows */
    uint64_t shared = write & ~(uint64_t)LANDLOCK_ACCESS_FS_MAKE_DIR;
    return allow_all(r, system_paths, READ) && allow_all(r, devices, DEVICE) &&
           allow_all(r, p->all_of_proc ? proc : own, READ) &&
           (!p->gpu ||
            (allow_all(r, devices_of_gpus(),
                       DEVICE | IOCTL_DEV | LANDLOCK_ACCESS_FS_READ_DIR) &&
             allow_all(r, buses, READ))) &&
           /* the tools keep their locks there; in a room it is their own */
           (!(p->gpu && p->processes && sandbox_has_room(s)) ||
            allow(r, "/tmp", write)) &&
           (!(p->shared_memory || s->shared_memory) ||
            allow(r, "/dev/shm", shared)) &&
           allow_all(r, s->read, READ) &&
           (s->write == NULL || allow(r, s->write, write));
}

const char *landlock_apply(const struct sandbox *s)
{
    struct ruleset r = make(profile_of(s));
    bool good = r.fd >= 0 && add_rules(&r, s) &&
                prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                syscall(SYS_landlock_restrict_self, r.fd, 0) == 0;
    if (r.fd >= 0)
        close(r.fd);
    return good ? NULL : "restrict access to files";
}
