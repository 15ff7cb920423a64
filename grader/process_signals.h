/* process_signals.h - Ctrl-C, kill and hang-up, for all of our commands. */
#ifndef PARCOURS_PROCESS_SIGNALS_H
#define PARCOURS_PROCESS_SIGNALS_H

#include <signal.h>
#include <stddef.h>

/* A hang-up that is ignored stays so: that is what nohup is for. */
static inline void process_signals_handle(void (*handler)(int))
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    const struct sigaction action = {.sa_handler = handler};
    for (int i = 0; i < 3; i++) {
        struct sigaction old;
        sigaction(numbers[i], NULL, &old);
        if (numbers[i] != SIGHUP || old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

/* --- for commands that leave no files behind --------------------------- */

static void (*process_signals_clean)(void);

static inline void process_signals_end(int number)
{
    process_signals_clean();
    signal(number, SIG_DFL);
    raise(number);
}

/* Before the command is ended, `clean` is called, in a signal handler. */
static inline void process_signals_clean_up(void (*clean)(void))
{
    process_signals_clean = clean;
    process_signals_handle(process_signals_end);
}

#endif
