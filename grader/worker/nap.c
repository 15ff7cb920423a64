/*
 * nap.c - calls that end after a time of the learner's own choosing.
 *
 * Who polls for a lock sleeps, wakes, looks and sleeps again.  On a busy
 * machine each waking waits for a core, and the kernel counts that as wanting
 * to run; four threads that take turns would look like four that could run at
 * once.  So the books say how long each thread was in such calls.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "model.h"

/* Defines the wrapper of a function that may sleep. */
#define NAP(result, name, parameters, arguments) \
    result __real_##name parameters;             \
    result __wrap_##name parameters;             \
    result __wrap_##name parameters              \
    {                                            \
        double start = model_nap_begin();        \
        result done = __real_##name arguments;   \
        model_nap_end(start);                    \
        return done;                             \
    }

NAP(unsigned, sleep, (unsigned seconds), (seconds))
NAP(int, usleep, (useconds_t us), (us))
NAP(int, nanosleep, (const struct timespec *time, struct timespec *left),
    (time, left))
NAP(int, clock_nanosleep,
    (clockid_t clock, int flags, const struct timespec *time,
     struct timespec *left),
    (clock, flags, time, left))
NAP(int, thrd_sleep, (const struct timespec *time, struct timespec *left),
    (time, left))
NAP(int, poll, (struct pollfd * list, nfds_t n, int ms), (list, n, ms))
/* names that <poll.h> may use in its place */
NAP(int, __poll, (struct pollfd * list, nfds_t n, int ms), (list, n, ms))
NAP(int, __poll_chk, (struct pollfd * list, nfds_t n, int ms, size_t size),
    (list, n, ms, size))
NAP(int, __ppoll_chk,
    (struct pollfd * list, nfds_t n, const struct timespec *time,
     const sigset_t *mask, size_t size),
    (list, n, time, mask, size))
NAP(int, ppoll,
    (struct pollfd * list, nfds_t n, const struct timespec *time,
     const sigset_t *mask),
    (list, n, time, mask))
NAP(int, select,
    (int n, fd_set *in, fd_set *out, fd_set *other, struct timeval *time),
    (n, in, out, other, time))
NAP(int, pselect,
    (int n, fd_set *in, fd_set *out, fd_set *other, const struct timespec *time,
     const sigset_t *mask),
    (n, in, out, other, time, mask))
/* a timer may be what is read, or another thread that calls now and then, or
 * makes room in a pipe */
NAP(ssize_t, read, (int file, void *to, size_t size), (file, to, size))
NAP(ssize_t, readv, (int file, const struct iovec *to, int n), (file, to, n))
NAP(ssize_t, write, (int file, const void *from, size_t size),
    (file, from, size))
NAP(ssize_t, writev, (int file, const struct iovec *from, int n),
    (file, from, n))
NAP(ssize_t, preadv2,
    (int file, const struct iovec *to, int n, off_t at, int flags),
    (file, to, n, at, flags))
NAP(int, eventfd_read, (int file, eventfd_t *to), (file, to))
NAP(int, sigwait, (const sigset_t *set, int *signal), (set, signal))
NAP(int, sigwaitinfo, (const sigset_t *set, siginfo_t *info), (set, info))
NAP(int, sigtimedwait,
    (const sigset_t *set, siginfo_t *info, const struct timespec *time),
    (set, info, time))
NAP(int, sigsuspend, (const sigset_t *mask), (mask))
NAP(int, __xpg_sigpause, (int signal), (signal))
NAP(int, pause, (void), ())
NAP(int, epoll_pwait,
    (int epoll, struct epoll_event *list, int most, int ms,
     const sigset_t *mask),
    (epoll, list, most, ms, mask))
NAP(int, epoll_pwait2,
    (int epoll, struct epoll_event *list, int most, const struct timespec *time,
     const sigset_t *mask),
    (epoll, list, most, time, mask))
NAP(int, epoll_wait, (int epoll, struct epoll_event *list, int most, int ms),
    (epoll, list, most, ms))

/*
 * A loop around sched_yield waits for somebody.  In a measured call it really
 * waits: the kernel would count it as work to do.
 */
int __real_sched_yield(void);
int __wrap_sched_yield(void);
int __wrap_sched_yield(void)
{
    static const struct timespec moment = {.tv_nsec = 50000};
    if (!model_active())
        return __real_sched_yield();
    return __wrap_nanosleep(&moment, NULL);
}
