/* trouble.c - only async-signal-safe functions are used in the handlers. */
#include <execinfo.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "trouble.h"

enum { FRAMES = 32, STACK = 64 * 1024 };

static int log_fd = -1;

struct line {
    char text[96];
    size_t length;
};

static void add_text(struct line *l, const char *text)
{
    while (*text != '\0' && l->length < sizeof l->text)
        l->text[l->length++] = *text++;
}

static void add_number(struct line *l, uintptr_t n, unsigned base)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    do
        digits[--at] = "0123456789abcdef"[n % base];
    while ((n /= base) != 0);
    add_text(l, digits + at);
}

static void write_line(struct line *l)
{
    add_text(l, "\n");
    if (write(log_fd, l->text, l->length) < 0)
        return; /* nobody listens any more */
}

/* As an offset into the program, which is what addr2line wants; 0 for what
 * lies elsewhere (in libraries). */
static uintptr_t offset_of(uintptr_t pc)
{
    extern const char __executable_start, etext;
    if (pc < (uintptr_t)&__executable_start || pc >= (uintptr_t)&etext)
        return 0;
    return pc - (uintptr_t)&__executable_start;
}

static void write_frame(uintptr_t pc)
{
    struct line l = {.length = 0};
    pc = offset_of(pc);
    if (pc == 0)
        return;
    add_text(&l, "@at 0x");
    add_number(&l, pc, 16);
    write_line(&l);
}

static uintptr_t interrupted_at(const ucontext_t *context)
{
#if defined __x86_64__
    return (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined __aarch64__
    return (uintptr_t)context->uc_mcontext.pc;
#else
    (void)context;
    return 0;
#endif
}

static void write_frames(const ucontext_t *context)
{
    void *frames[FRAMES];
    write_frame(interrupted_at(context));
    int n = backtrace(frames, FRAMES);
    for (int i = 1; i < n; i++)                /* frame 0 is this function */
        write_frame((uintptr_t)frames[i] - 1); /* the call, not the return */
}

static void report(int sig, siginfo_t *info, void *context)
{
    struct line l = {.length = 0};
    add_text(&l, "@signal ");
    add_number(&l, (uintptr_t)sig, 10);
    add_text(&l, " ");
    add_number(&l, (uintptr_t)syscall(SYS_gettid), 10);
    write_line(&l);
    if (sig == SIGSYS) {
        l.length = 0;
        add_text(&l, "@syscall ");
        add_number(&l, (uintptr_t)info->si_syscall, 10);
        write_line(&l);
    }
    write_frames(context);
    l.length = 0;
    add_text(&l, "@end");
    write_line(&l);
}

static void fatal(int sig, siginfo_t *info, void *context)
{
    report(sig, info, context);
    signal(sig, SIG_DFL);
    raise(sig);
}

/* Only there under ThreadSanitizer: where its reports go. */
__attribute__((weak)) void __sanitizer_set_report_fd(void *fd);

void trouble_init(int fd)
{
    static char stack[STACK];
    static const int fatal_signals[] = {SIGSEGV, SIGBUS,  SIGFPE,
                                        SIGILL,  SIGABRT, SIGSYS};
    void *warm_up[1];

    log_fd = fd;
    if (__sanitizer_set_report_fd != NULL)
        __sanitizer_set_report_fd((void *)(intptr_t)fd);
    backtrace(warm_up, 1); /* loads the unwinder now, not in a handler */
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
    action.sa_sigaction = fatal;
    for (size_t i = 0; i < sizeof fatal_signals / sizeof *fatal_signals; i++)
        sigaction(fatal_signals[i], &action, NULL);
    action.sa_sigaction = report;
    action.sa_flags |= SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
}

void trouble_ran(uintptr_t pc, unsigned long times)
{
    struct line l = {.length = 0};
    uintptr_t offset = offset_of(pc);
    if (offset == 0)
        return;
    add_text(&l, "@ran ");
    add_number(&l, offset, 16);
    add_text(&l, " ");
    add_number(&l, times, 16);
    write_line(&l);
}

void trouble_threads(unsigned long number)
{
    struct line l = {.length = 0};
    add_text(&l, "@threads ");
    add_number(&l, number, 16);
    write_line(&l);
}

void trouble_done(uint64_t number)
{
    struct line l = {.length = 0};
    add_text(&l, "@done ");
    add_number(&l, number, 16);
    write_line(&l);
}
