/*
 * Calls that the runtime does not explore. Reaching one ends the exploration
 * with the verdict "not judged" and the place of the call; it is never taken
 * for clean. The list is everything in libc that starts, stops or makes wait a
 * thread or process and is not taken over elsewhere.
 */
#include "run.h"
#include "state.h"

#define REFUSE(name)                                    \
    void explore_##name(void)                           \
    {                                                   \
        if (run_active)                                 \
            run_refuse(CALLER, "it calls %s()", #name); \
    }

/* clang-format off */
REFUSE(getrandom) REFUSE(getentropy) REFUSE(daemon)
REFUSE(fork) REFUSE(vfork) REFUSE(_Fork) REFUSE(clone) REFUSE(syscall)
REFUSE(system) REFUSE(popen) REFUSE(posix_spawn) REFUSE(posix_spawnp)
REFUSE(execl) REFUSE(execlp) REFUSE(execle) REFUSE(execv) REFUSE(execvp)
REFUSE(execve) REFUSE(execvpe) REFUSE(wait) REFUSE(waitpid) REFUSE(waitid)
REFUSE(signal) REFUSE(sigaction) REFUSE(raise) REFUSE(kill) REFUSE(alarm)
REFUSE(setitimer) REFUSE(timer_create) REFUSE(pause) REFUSE(sigsuspend)
REFUSE(sigwait) REFUSE(sigwaitinfo) REFUSE(sigtimedwait)
REFUSE(pipe) REFUSE(pipe2) REFUSE(socket) REFUSE(socketpair) REFUSE(eventfd)
REFUSE(poll) REFUSE(ppoll) REFUSE(select) REFUSE(pselect)
REFUSE(epoll_wait) REFUSE(flock) REFUSE(lockf)
REFUSE(mmap) REFUSE(shm_open) REFUSE(shmat) REFUSE(mq_open)
REFUSE(getcontext) REFUSE(setcontext) REFUSE(swapcontext)
REFUSE(pthread_cancel)
REFUSE(pthread_kill) REFUSE(pthread_sigqueue) REFUSE(pthread_atfork)
REFUSE(pthread_mutex_consistent)
REFUSE(pthread_getattr_np) REFUSE(pthread_getcpuclockid)
REFUSE(pthread_getname_np)
REFUSE(pthread_getschedparam) REFUSE(pthread_setschedparam)
REFUSE(pthread_setschedprio)
REFUSE(sem_open) REFUSE(sem_close) REFUSE(sem_unlink)
    /* clang-format on */
