#include "guard.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#include "../explore/panic.h"
#include "finding.h"
#include "launch.h"
#include "memory.h"
#include "place.h"
#include "settings.h"

enum { PAGE = 4096, SIGNAL_STACK = 256 << 10 };

uintptr_t guard_host_pc, guard_kernel_pc;

static uintptr_t signal_place(const ucontext_t *context)
{
    uintptr_t pc = (uintptr_t)context->uc_mcontext.gregs[REG_RIP] + 1;
    if (place_is_theirs(pc))
        return pc;
    uintptr_t caller = place_caller();
    if (caller)
        return caller;
    return worker ? guard_kernel_pc : guard_host_pc;
}

static void guard_fault(int signal, siginfo_t *info, void *context)
{
    uintptr_t address = (uintptr_t)info->si_addr;
    uintptr_t pc = signal_place(context);
    const struct thread *thread = worker ? worker->thread : NULL;
    if (signal == SIGFPE || signal == SIGABRT || signal == SIGILL)
        address = 0;
    if (thread && address - (uintptr_t)thread->fiber->stack + PAGE < PAGE + 64)
        finding_stack(thread, pc);
    if (!thread && memory_place(address) == PLACE_GLOBAL)
        finding_device_memory(address, 1, false, pc);
    if (thread && signal == SIGSEGV && memory_place(address) != PLACE_OTHER)
        finding_bounds(thread, address, 1, false, pc);
    finding_crash(thread, address, signal, pc);
}

static uint64_t before; /* threads that had ended in the first round */
static int rounds;

/* Twice in the time that is given: has any thread ended since the first? */
static void guard_alarm(int signal, siginfo_t *info, void *context)
{
    uint64_t ended = launch_threads_ended();
    (void)signal;
    (void)info;
    if (++rounds < 2) {
        before = ended;
        alarm((unsigned)(settings.seconds + 1) / 2);
        return;
    }
    uintptr_t pc = guard_kernel_pc;
    if (worker && !pc)
        pc = signal_place(context);
    if (launch_running())
        finding_endless(launch_running(), pc, ended == before);
    finding_endless("The program", signal_place(context), ended == before);
}

static void guard_hurry(int signal)
{
    const struct itimerval soon = {.it_value = {.tv_usec = 50000}};
    (void)signal;
    before = launch_threads_ended();
    rounds = 1;
    setitimer(ITIMER_REAL, &soon, NULL);
}

void guard_ask(int signal)
{
    struct sigaction action = {.sa_flags = SA_ONSTACK | SA_RESTART};
    action.sa_handler = guard_hurry;
    sigaction(signal, &action, NULL);
    alarm(0);
}

void guard_thread(void)
{
    stack_t stack = {.ss_sp = malloc(SIGNAL_STACK), .ss_size = SIGNAL_STACK};
    if (stack.ss_sp)
        sigaltstack(&stack, NULL);
}

void guard_prepare(void)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
    guard_thread();
    action.sa_sigaction = guard_fault;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigaction(faults[i], &action, NULL);
    action.sa_sigaction = guard_alarm;
    action.sa_flags |= SA_RESTART;
    sigaction(SIGALRM, &action, NULL);
    if (settings.seconds)
        alarm((unsigned)(settings.seconds + 1) / 2);
}

char *guard_stack(size_t size)
{
    char *start = mmap(NULL, size + PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED || mprotect(start, PAGE, PROT_NONE) != 0)
        explore_panic("no memory for the stacks of CUDA threads");
    return start + PAGE;
}

void guard_deadlock(struct worker *me)
{
    finding_deadlock(me);
}
