#define _GNU_SOURCE
#include "fault.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>

#include "names.h"
#include "run.h"
#include "scheduler.h"
#include "stack.h"
#include "state.h"

#define SIGNAL_STACK (64 << 10)
#define LOOK_EVERY 1 /* seconds of processor time between two looks */
#define LOOKS 2      /* without a step in between: the loop has none */

static const int fault_signals[] = {SIGSEGV, SIGBUS,  SIGFPE,
                                    SIGILL,  SIGABRT, SIGVTALRM};
#define FAULT_SIGNALS (sizeof fault_signals / sizeof *fault_signals)

EXPLORE_STATE static char fault_stack[SIGNAL_STACK];
EXPLORE_STATE static struct sigaction fault_before[FAULT_SIGNALS];
EXPLORE_STATE static uint64_t fault_last_progress;
EXPLORE_STATE static int fault_looks;

/* abort() is called from within libc: then the last place we know of. */
static uintptr_t fault_pc(int number, const ucontext_t *context)
{
    if (number == SIGABRT && run_active)
        return scheduler_current()->pc;
#ifdef __x86_64__
    return (uintptr_t)context->uc_mcontext.gregs[REG_RIP] + 1;
#else
    (void)context;
    return scheduler_current()->pc;
#endif
}

/*
 * The handler never returns to the faulting code but leaves for the explorer,
 * so the signals it blocks are let through again by hand.
 */
static void fault_unblock(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < FAULT_SIGNALS; i++)
        sigaddset(&set, fault_signals[i]);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static _Noreturn void fault_crash(int number, uintptr_t address, uintptr_t pc)
{
    struct finding finding = {
        .kind = EXPLORE_CRASH,
        .address = address,
        .side[0] = {.pc = pc},
    };
    char place[NAME_SIZE], where[40] = "";
    if (number == SIGSEGV || number == SIGBUS)
        snprintf(where, sizeof where, ", address %#lx", (unsigned long)address);
    if (run_options()->explain)
        snprintf(finding.text, sizeof finding.text, "%s crashes: %s%s (%s).\n",
                 name_thread(scheduler_current()->id).text, strsignal(number),
                 where, name_place(pc, place));
    run_fail(&finding);
}

static void fault_on_signal(int number, siginfo_t *info, void *context)
{
    uintptr_t pc = fault_pc(number, context);
    uintptr_t address = (uintptr_t)info->si_addr;
    if (!run_active) {
        signal(number, SIG_DFL);
        return;
    }
    fault_unblock();
    if (number == SIGSEGV && stack_guards(address))
        run_refuse(scheduler_current()->pc,
                   "%s needs more than the %zu KiB of stack that a thread "
                   "has here; make the recursion less deep",
                   name_thread(scheduler_current()->id).text, STACK_SIZE >> 10);
    fault_crash(number, address, pc);
}

/* Leaves a loop that never reaches the runtime, wherever it may be. */
static void fault_on_look(int number, siginfo_t *info, void *context)
{
    (void)info;
    if (!run_active || run_progress() != fault_last_progress) {
        fault_last_progress = run_progress();
        fault_looks = 0;
        return;
    }
    if (++fault_looks < LOOKS)
        return;
    fault_unblock();
    run_refuse(fault_pc(number, context),
               "%s is in a loop that reads and writes nothing shared",
               name_thread(scheduler_current()->id).text);
}

static void fault_set_timer(int seconds)
{
    struct itimerval timer = {.it_interval.tv_sec = seconds,
                              .it_value.tv_sec = seconds};
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

void fault_prepare(void)
{
    stack_t stack = {.ss_sp = fault_stack, .ss_size = sizeof fault_stack};
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < FAULT_SIGNALS; i++) {
        struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
        action.sa_sigaction =
            fault_signals[i] == SIGVTALRM ? fault_on_look : fault_on_signal;
        sigaction(fault_signals[i], &action, &fault_before[i]);
    }
    fault_set_timer(LOOK_EVERY);
}

void fault_clear(void)
{
    fault_set_timer(0);
    for (size_t i = 0; i < FAULT_SIGNALS; i++)
        sigaction(fault_signals[i], &fault_before[i], NULL);
}
