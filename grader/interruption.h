/* interruption.h - whoever is interrupted leaves no files behind. */
#ifndef PARCOURS_INTERRUPTION_H
#define PARCOURS_INTERRUPTION_H

#include <signal.h>

static void (*interruption_clean)(void);

static void interruption_end(int number)
{
    interruption_clean();
    signal(number, SIG_DFL);
    raise(number);
}

/* Before Ctrl-C, a hang-up or kill ends the command, `clean` is called, in a
 * signal handler. What was ignored stays so. */
static inline void interruption_catch(void (*clean)(void))
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    interruption_clean = clean;
    for (int i = 0; i < 3; i++)
        if (signal(numbers[i], SIG_IGN) != SIG_IGN)
            signal(numbers[i], interruption_end);
}

#endif
