/*
 * namespaces.c - layer 4: a room with its own files, processes, network,
 * IPC and host name.
 *
 * Who may not make namespaces makes one for users first, in which it may. The
 * root folder is a small tmpfs with the system's folders, read-only, and the
 * files that the sandbox names, at the paths that they have outside. /tmp and
 * /dev/shm are new and small. The first process of the room does nothing but
 * wait for the second: a program as process 1 would not die of abort() or
 * stop at SIGSTOP like any other.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "layers.h"

#define SMALL "size=64m,nr_inodes=4096"

/* Where the new root is put together; hides nothing that is needed. */
static const char *const places[] = {"/mnt", "/media", "/srv", "/run", NULL};

bool namespaces_have_users(void)
{
    return geteuid() != 0;
}

int namespaces_flags(void)
{
    return CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC |
           CLONE_NEWUTS | (namespaces_have_users() ? CLONE_NEWUSER : 0);
}

static bool write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool good = fd >= 0 && write(fd, text, strlen(text)) > 0;
    if (fd >= 0)
        close(fd);
    return good;
}

static bool map_user(uid_t user, gid_t group)
{
    char users[64], groups[64];
    snprintf(users, sizeof users, "%u %u 1", user, user);
    snprintf(groups, sizeof groups, "%u %u 1", group, group);
    return write_file("/proc/self/setgroups", "deny") &&
           write_file("/proc/self/uid_map", users) &&
           write_file("/proc/self/gid_map", groups);
}

/* --- the new root --------------------------------------------------------- */

/* Makes the folders above a path, under the new root. */
static void make_parents(char *path, size_t root)
{
    for (char *c = path + root + 1; (c = strchr(c, '/')) != NULL; c++) {
        *c = '\0';
        mkdir(path, 0755);
        *c = '/';
    }
}

static bool read_only(const char *path, unsigned how)
{
    struct mount_attr a = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID};
    return mount_setattr(-1, path, how, &a, sizeof a) == 0;
}

/* Shows a file or folder of the old root under the same path in the new one;
 * a link stays a link. What does not exist is left out. */
static bool show(const char *root, const char *path)
{
    char to[PATH_MAX], link[PATH_MAX];
    struct stat s;
    if (lstat(path, &s) != 0)
        return true;
    snprintf(to, sizeof to, "%s%s", root, path);
    make_parents(to, strlen(root));
    if (S_ISLNK(s.st_mode)) {
        ssize_t n = readlink(path, link, sizeof link - 1);
        link[n < 0 ? 0 : n] = '\0';
        return symlink(link, to) == 0 || errno == EEXIST;
    }
    if (S_ISDIR(s.st_mode))
        mkdir(to, 0755);
    else
        mknod(to, S_IFREG | 0644, 0);
    return mount(path, to, NULL, MS_BIND | MS_REC, NULL) == 0 &&
           read_only(to, AT_RECURSIVE);
}

static bool show_all(const char *root, const char *const *paths)
{
    bool good = true;
    char path[PATH_MAX];
    for (; paths != NULL && *paths != NULL && good; paths++)
        good = realpath(*paths, path) == NULL ||
               show(root, **paths == '/' ? *paths : path);
    return good;
}

static bool folder(const char *root, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s%s", root, name);
    return mkdir(path, 0755) == 0 || errno == EEXIST;
}

static bool small_folder(const char *root, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s%s", root, name);
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV,
                 "mode=1777," SMALL) == 0;
}

static bool proc(const char *root)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/proc", root);
    return mount("proc", path, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
                 NULL) == 0;
}

static bool writable(const char *root, const char *path)
{
    char from[PATH_MAX], to[2 * PATH_MAX];
    if (path == NULL || realpath(path, from) == NULL)
        return path == NULL;
    snprintf(to, sizeof to, "%s%s/", root, from);
    make_parents(to, strlen(root));
    return mount(from, to, NULL, MS_BIND, NULL) == 0;
}

static bool furnish(const char *root, const struct sandbox *s)
{
    static const char *const devices[] = {"/dev/null",    "/dev/zero",
                                          "/dev/full",    "/dev/random",
                                          "/dev/urandom", NULL};
    static const char *const buses[] = {"/sys", NULL};
    bool gpu = s->gpu || profile_of(s)->gpu;
    return folder(root, "/dev") && folder(root, "/dev/shm") &&
           folder(root, "/tmp") && folder(root, "/proc") && proc(root) &&
           small_folder(root, "/tmp") && small_folder(root, "/dev/shm") &&
           show_all(root, system_paths) && show_all(root, devices) &&
           (!gpu ||
            (show_all(root, devices_of_gpus()) && show_all(root, buses))) &&
           show_all(root, s->read) && writable(root, s->write);
}

static bool is_above(const char *folder, const char *path)
{
    size_t n = strlen(folder);
    return strncmp(folder, path, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static const char *place(const char *cwd)
{
    struct stat s;
    for (const char *const *p = places; *p != NULL; p++)
        if (!is_above(*p, cwd) && stat(*p, &s) == 0 && S_ISDIR(s.st_mode))
            return *p;
    return NULL;
}

static const char *build_root(const struct sandbox *s)
{
    char cwd[PATH_MAX], inside[2 * PATH_MAX];
    if (getcwd(cwd, sizeof cwd) == NULL)
        return "find the current folder";
    const char *root = place(cwd);
    if (root == NULL || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
        mount("tmpfs", root, "tmpfs", MS_NOSUID, "mode=755," SMALL) != 0)
        return "mount a new root";
    if (!furnish(root, s))
        return "furnish the new root";
    snprintf(inside, sizeof inside, "%s%s/", root, cwd);
    make_parents(inside, strlen(root));
    if (!read_only(root, 0))
        return "make the new root read-only";
    if (chdir(root) != 0 || syscall(SYS_pivot_root, ".", ".") != 0 ||
        umount2(".", MNT_DETACH) != 0 || chdir(cwd) != 0)
        return "move into the new root";
    return NULL;
}

/* MPI's launcher talks to its ranks through it. */
static bool loopback_up(void)
{
    struct ifreq lo = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool good = fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &lo) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

/* In the first process of the room; `user` and `group` as of before. */
const char *namespaces_apply(const struct sandbox *s, uid_t user, gid_t group)
{
    if (namespaces_flags() & CLONE_NEWUSER && !map_user(user, group))
        return "map the user";
    if (sethostname("localhost", 9) != 0)
        return "name the host";
    if (profile_of(s)->processes && !loopback_up())
        return "bring up the loopback network";
    return build_root(s);
}
