/*
 * attack.h - what every attack of the table begins with.
 *
 * An attack that reaches what it must not says so (DAMAGE), which the runner
 * looks for in the report: with the layer that stops it in place it must not
 * be there, with that layer left out it must.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DAMAGE dprintf(1, "was %s\n", "harmed")

/* ATTACK { ... } is done once in each process, at its first call. */
#define ATTACK                                                 \
    static void attack_once(void);                             \
    __attribute__((noinline, unused)) static void attack(void) \
    {                                                          \
        static int done;                                       \
        if (!__atomic_exchange_n(&done, 1, __ATOMIC_SEQ_CST))  \
            attack_once();                                     \
    }                                                          \
    static void attack_once(void)

/* Reads some of a file, and shows it. */
__attribute__((unused)) static void steal(const char *path)
{
    char text[400];
    int fd = open(path, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (n > 0) {
        DAMAGE;
        n = write(1, text, (size_t)n);
    }
    if (fd >= 0)
        close(fd);
}

__attribute__((unused)) static void steal_of(pid_t pid, const char *what)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, what);
    steal(path);
}

/* Makes or changes a file. */
__attribute__((unused)) static void spoil(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd >= 0 && write(fd, "spoilt\n", 7) == 7)
        DAMAGE;
    if (fd >= 0)
        close(fd);
}

__attribute__((unused)) static void list(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY);
    if (fd >= 0) {
        DAMAGE;
        close(fd);
    }
}
