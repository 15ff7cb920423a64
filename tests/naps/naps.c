/*
 * naps.c - every wait that ends after a time, in a measured call: the books
 * have to hold for how long the thread was in it.
 *
 *     naps    exit status 1 if they hold less
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "model.h"
#include "wire.h"

enum { LONG_MS = 20 };

static const struct timespec briefly = {.tv_nsec = LONG_MS * 1000000};
static int timer, queue;
static sigset_t alarm_only, others;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t own = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static sem_t nothing;
static struct wire_model books;

static const struct timespec *until(clockid_t clock)
{
    static struct timespec t;
    clock_gettime(clock, &t);
    t.tv_nsec += briefly.tv_nsec;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return &t;
}

static void ignore(int signal)
{
    (void)signal;
}

/* The timer, and SIGALRM, come when the time is over, and not from before. */
static void set(void)
{
    static const struct itimerval never,
        alarm = {.it_value = {.tv_usec = LONG_MS * 1000}};
    const struct itimerspec once = {.it_value = briefly};
    setitimer(ITIMER_REAL, &never, NULL);
    sigtimedwait(&alarm_only, NULL, &(struct timespec){0});
    timerfd_settime(timer, 0, &once, NULL);
    setitimer(ITIMER_REAL, &alarm, NULL);
}

static uint64_t word;
static struct iovec whole = {&word, sizeof word};
static struct epoll_event event;
static siginfo_t info;
static int pair[2]; /* a pipe that is full */
static int number;

static void may_be_woken(bool may)
{
    sigprocmask(may ? SIG_UNBLOCK : SIG_BLOCK, &alarm_only, NULL);
}

/* The call itself, in a function of its own for the table. */
#define WAIT(name, call)          \
    static void wait_##name(void) \
    {                             \
        call;                     \
    }

WAIT(usleep, usleep(LONG_MS * 1000))
WAIT(nanosleep, nanosleep(&briefly, NULL))
WAIT(clock_nanosleep, clock_nanosleep(CLOCK_MONOTONIC, 0, &briefly, NULL))
WAIT(thrd_sleep, thrd_sleep(&briefly, NULL))
WAIT(poll, poll(NULL, 0, LONG_MS))
WAIT(ppoll, ppoll(NULL, 0, &briefly, NULL))
WAIT(select,
     select(0, NULL, NULL, NULL, &(struct timeval){.tv_usec = LONG_MS * 1000}))
WAIT(pselect, pselect(0, NULL, NULL, NULL, &briefly, NULL))
WAIT(epoll_wait, epoll_wait(queue, &event, 1, LONG_MS))
WAIT(epoll_pwait, epoll_pwait(queue, &event, 1, LONG_MS, NULL))
WAIT(epoll_pwait2, epoll_pwait2(queue, &event, 1, &briefly, NULL))
WAIT(read, number = (int)read(timer, &word, sizeof word))
WAIT(readv, number = (int)readv(timer, &whole, 1))
WAIT(preadv2, number = (int)preadv2(timer, &whole, 1, -1, 0))
WAIT(write, may_be_woken(true); number = (int)write(pair[1], &word, 8))
WAIT(writev, may_be_woken(true); number = (int)writev(pair[1], &whole, 1))
WAIT(eventfd_read, eventfd_read(timer, &word))
WAIT(sigwait, sigwait(&alarm_only, &number))
WAIT(sigwaitinfo, sigwaitinfo(&alarm_only, &info))
WAIT(sigtimedwait, sigtimedwait(&others, &info, &briefly))
WAIT(sigsuspend, sigsuspend(&others))
WAIT(sigpause, sigpause(SIGALRM))
WAIT(mutex_timed, pthread_mutex_timedlock(&mutex, until(CLOCK_REALTIME)))
WAIT(mutex_clock,
     pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, until(CLOCK_MONOTONIC)))
WAIT(wrlock_timed, pthread_rwlock_timedwrlock(&rwlock, until(CLOCK_REALTIME)))
WAIT(wrlock_clock, pthread_rwlock_clockwrlock(&rwlock, CLOCK_MONOTONIC,
                                              until(CLOCK_MONOTONIC)))
WAIT(rdlock_timed, pthread_rwlock_timedrdlock(&rwlock, until(CLOCK_REALTIME)))
WAIT(rdlock_clock, pthread_rwlock_clockrdlock(&rwlock, CLOCK_MONOTONIC,
                                              until(CLOCK_MONOTONIC)))
WAIT(cond_timed, pthread_cond_timedwait(&cond, &own, until(CLOCK_REALTIME)))
WAIT(cond_clock, pthread_cond_clockwait(&cond, &own, CLOCK_MONOTONIC,
                                        until(CLOCK_MONOTONIC)))
WAIT(sem_timed, sem_timedwait(&nothing, until(CLOCK_REALTIME)))
WAIT(sem_clock,
     sem_clockwait(&nothing, CLOCK_MONOTONIC, until(CLOCK_MONOTONIC)))

#define ROW(name)          \
    {                      \
#name, wait_##name \
    }

static const struct {
    const char *name;
    void (*wait)(void);
} waits[] = {ROW(usleep),       ROW(nanosleep),    ROW(clock_nanosleep),
             ROW(thrd_sleep),   ROW(poll),         ROW(ppoll),
             ROW(select),       ROW(pselect),      ROW(epoll_wait),
             ROW(epoll_pwait),  ROW(epoll_pwait2), ROW(read),
             ROW(readv),        ROW(preadv2),      ROW(write),
             ROW(writev),       ROW(eventfd_read), ROW(sigwait),
             ROW(sigwaitinfo),  ROW(sigtimedwait), ROW(sigsuspend),
             ROW(sigpause),     ROW(mutex_timed),  ROW(mutex_clock),
             ROW(wrlock_timed), ROW(wrlock_clock), ROW(rdlock_timed),
             ROW(rdlock_clock), ROW(cond_timed),   ROW(cond_clock),
             ROW(sem_timed),    ROW(sem_clock)};

/* What the books say of one of them, in ms. */
static double nap_in(void (*wait)(void))
{
    set();
    model_begin();
    wait();
    model_end(&books);
    model_release();
    may_be_woken(false);
    return books.naps == 0 ? 0 : 1000 * books.nap[0].seconds;
}

/* Keeps the locks, which no thread may ask for twice. */
static void *keep(void *both)
{
    pthread_mutex_lock(&mutex);
    pthread_rwlock_wrlock(&rwlock);
    pthread_barrier_wait(both);
    for (;;)
        pause();
    return NULL;
}

/* Settings are all 0. */
static void prepare(void)
{
    pthread_t keeper;
    pthread_barrier_t both;
    if (mmap((void *)WIRE_SETTINGS, 4096, PROT_READ,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1,
             0) == MAP_FAILED)
        perror("settings");
    timer = timerfd_create(CLOCK_MONOTONIC, 0);
    queue = epoll_create1(0);
    sigfillset(&others);
    sigdelset(&others, SIGALRM);
    sigemptyset(&alarm_only);
    sigaddset(&alarm_only, SIGALRM);
    sigprocmask(SIG_BLOCK, &alarm_only, NULL);
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = ignore}, NULL);
    if (pipe2(pair, O_NONBLOCK) != 0)
        perror("pipe");
    while (write(pair[1], &word, sizeof word) > 0)
        ;
    fcntl(pair[1], F_SETFL, 0);
    sem_init(&nothing, 0, 0);
    pthread_mutex_lock(&own);
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&keeper, NULL, keep, &both);
    pthread_barrier_wait(&both);
}

int main(void)
{
    const double least = 0.75 * LONG_MS;
    int wrong = 0;
    prepare();
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        double nap = nap_in(waits[i].wait);
        if (nap < least)
            printf("  wrong: in %s it was for %g ms, not %g or more\n",
                   waits[i].name, nap, least);
        wrong += nap < least;
    }
    printf("  %zu waits, %d of them not seen\n", sizeof waits / sizeof *waits,
           wrong);
    return wrong != 0;
}
