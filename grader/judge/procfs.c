/* procfs.c - see procfs.h */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "procfs.h"

/* Reads the start of a small file as text; empty if it cannot. */
static const char *slurp(char *buffer, size_t size, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, buffer, size - 1);
    if (fd >= 0)
        close(fd);
    buffer[got > 0 ? got : 0] = '\0';
    return buffer;
}

static void read_state(pid_t pid, struct procfs_thread *t)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", pid, t->tid);
    slurp(text, sizeof text, path);
    /* the name before the state may contain anything, also brackets */
    const char *bracket = strrchr(text, ')');
    t->state = bracket != NULL && bracket[1] == ' ' ? bracket[2] : 'X';
}

static void read_times(pid_t pid, struct procfs_thread *t)
{
    char path[64], text[2048];
    unsigned long long cpu = 0, delay = 0;
    snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", pid, t->tid);
    if (sscanf(slurp(text, sizeof text, path), "%llu %llu", &cpu, &delay) ==
        2) {
        t->cpu = 1e-9 * (double)cpu;
        t->delay = 1e-9 * (double)delay;
    }
    snprintf(path, sizeof path, "/proc/%d/task/%d/status", pid, t->tid);
    slurp(text, sizeof text, path);
    const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
    if (line != NULL)
        t->sleeps = strtoul(strchr(line, ':') + 1, NULL, 10);
}

unsigned procfs_threads(pid_t pid, struct procfs_thread *list, unsigned most)
{
    char path[64];
    unsigned n = 0;
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(tasks)) != NULL;) {
        struct procfs_thread t = {.tid = (pid_t)atol(entry->d_name)};
        if (t.tid <= 0)
            continue;
        read_state(pid, &t);
        if (t.state == 'X' || t.state == 'Z')
            continue;
        if (n < most) {
            read_times(pid, &t);
            list[n] = t;
        }
        n++;
    }
    closedir(tasks);
    return n;
}

unsigned procfs_count(pid_t pid)
{
    return procfs_threads(pid, NULL, 0);
}

double procfs_cpu(pid_t pid)
{
    clockid_t clock;
    struct timespec t;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &t) != 0)
        return 0;
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

size_t procfs_resident(pid_t pid)
{
    char path[64], text[128];
    unsigned long size = 0, resident = 0, shared = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", pid);
    sscanf(slurp(text, sizeof text, path), "%lu %lu %lu", &size, &resident,
           &shared);
    return (resident - shared) * (size_t)sysconf(_SC_PAGESIZE);
}

double procfs_stalled(void)
{
    char text[1024];
    unsigned long long total = 0, steal = 0;
    const char *line =
        strstr(slurp(text, sizeof text, "/proc/pressure/cpu"), "total=");
    if (line == NULL)
        return -1;
    total = strtoull(line + strlen("total="), NULL, 10);
    sscanf(slurp(text, sizeof text, "/proc/stat"),
           "cpu %*u %*u %*u %*u %*u %*u %*u %llu", &steal);
    return 1e-6 * (double)total + (double)steal / (double)sysconf(_SC_CLK_TCK);
}
