/*
 * cgroup.c - layer 5: memory and processes of a whole tree, where a folder of
 * the control groups is ours to write in: version 2 with the controllers
 * handed on (a systemd scope, a Slurm step), or version 1.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "layers.h"

enum { GROUPS = 64 };

#define MEMORY "4294967296"
#define TASKS "4096"

/* Where our groups are made: one folder in version 2, two in version 1. */
static struct {
    char pids[PATH_MAX], memory[PATH_MAX];
} base;

static const char *memory_file;

/* The namespace in which our process numbers hold: a group is called by it, by
 * its maker's number there, and by its own. */
static long names;

/* Groups in use, by the process that was put there. */
static pid_t owners[GROUPS];

static bool put(const char *folder, const char *file, const char *text)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool good = fd >= 0 && write(fd, text, strlen(text)) > 0;
    if (fd >= 0)
        close(fd);
    return good;
}

/* The path in a line like "4:memory:/user/me" of /proc/self/cgroup. */
static bool own_path(const char *controller, char *to, size_t room)
{
    char line[PATH_MAX], want[32];
    FILE *f = fopen("/proc/self/cgroup", "re");
    bool found = false;
    snprintf(want, sizeof want, ":%s:", controller);
    while (f != NULL && !found && fgets(line, sizeof line, f) != NULL) {
        char *at = strstr(line, want);
        found = at != NULL && at == strchr(line, ':');
        if (found)
            snprintf(to, room, "%.*s", (int)strcspn(at + strlen(want), "\n"),
                     at + strlen(want));
    }
    if (f != NULL)
        fclose(f);
    return found;
}

static bool find_version_1(void)
{
    char path[PATH_MAX / 2];
    if (!own_path("pids", path, sizeof path))
        return false;
    snprintf(base.pids, sizeof base.pids, "/sys/fs/cgroup/pids%s", path);
    if (!own_path("memory", path, sizeof path))
        return false;
    snprintf(base.memory, sizeof base.memory, "/sys/fs/cgroup/memory%s", path);
    memory_file = "memory.limit_in_bytes";
    return access(base.pids, W_OK) == 0 && access(base.memory, W_OK) == 0;
}

static bool find_version_2(void)
{
    char path[PATH_MAX / 2];
    if (!own_path("", path, sizeof path))
        return false;
    snprintf(base.pids, sizeof base.pids, "/sys/fs/cgroup%s", path);
    snprintf(base.memory, sizeof base.memory, "%s", base.pids);
    memory_file = "memory.max";
    return access(base.pids, W_OK) == 0 &&
           put(base.pids, "cgroup.subtree_control", "+pids +memory");
}

static void name(pid_t maker, int group, const char *folder, char *to,
                 size_t room)
{
    snprintf(to, room, "%s/parcours.%ld.%ld.%d", folder, names, (long)maker,
             group);
}

static bool make(int group, const char *folder, const char *file,
                 const char *most)
{
    char path[PATH_MAX + 64];
    name(getpid(), group, folder, path, sizeof path);
    return (mkdir(path, 0755) == 0 || errno == EEXIST) && put(path, file, most);
}

int cgroup_make(const char *tasks)
{
    for (int g = 0; g < GROUPS; g++)
        if (owners[g] == 0) {
            if (!make(g, base.pids, "pids.max",
                      tasks == NULL ? TASKS : tasks) ||
                !make(g, base.memory, memory_file, MEMORY))
                return -1;
            owners[g] = -1;
            return g;
        }
    return -1;
}

/* Named after `maker`, the caller's parent, who has made it. */
bool cgroup_join(int group, pid_t maker)
{
    const char *const folders[] = {base.pids, base.memory};
    char path[PATH_MAX + 64];
    bool good = true;
    for (int i = 0; i < 2; i++) {
        name(maker, group, folders[i], path, sizeof path);
        good = put(path, "cgroup.procs", "0") && good;
    }
    return good;
}

void cgroup_own(int group, pid_t pid)
{
    if (group >= 0)
        owners[group] = pid;
}

static void kill_all(const char *folder)
{
    char path[PATH_MAX + 64];
    long pid;
    if (put(folder, "cgroup.kill", "1"))
        return;
    snprintf(path, sizeof path, "%s/cgroup.procs", folder);
    FILE *f = fopen(path, "re");
    while (f != NULL && fscanf(f, "%ld", &pid) == 1)
        if (pid > 0)
            kill((pid_t)pid, SIGKILL);
    if (f != NULL)
        fclose(f);
}

/* A group is busy until the last of its processes has gone. */
static void drop(const char *path)
{
    for (int i = 0; i < 100 && rmdir(path) != 0 && errno == EBUSY; i++) {
        kill_all(path);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

static void drop_own(int group, const char *folder)
{
    char path[PATH_MAX + 64];
    name(getpid(), group, folder, path, sizeof path);
    drop(path);
}

void cgroup_end(pid_t pid)
{
    for (int g = 0; g < GROUPS; g++)
        if (owners[g] == pid) {
            drop_own(g, base.pids);
            drop_own(g, base.memory);
            owners[g] = 0;
        }
}

/* Groups whose maker was killed before it could remove them. Of those of
 * another namespace, a container's, nobody can tell here. */
static void clean(const char *above)
{
    DIR *folder = opendir(above);
    if (folder == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        long space = 0, pid = 0;
        if (sscanf(entry->d_name, "parcours.%ld.%ld.", &space, &pid) != 2 ||
            space != names || pid <= 0 || kill((pid_t)pid, 0) == 0 ||
            errno != ESRCH)
            continue;
        char path[PATH_MAX + 256];
        snprintf(path, sizeof path, "%s/%s", above, entry->d_name);
        drop(path);
    }
    closedir(folder);
}

bool cgroup_find(void)
{
    struct stat space;
    if ((!find_version_2() && !find_version_1()) ||
        stat("/proc/self/ns/pid", &space) != 0)
        return false;
    names = (long)space.st_ino;
    clean(base.pids);
    clean(base.memory);
    return true;
}
