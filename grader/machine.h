/*
 * machine.h - the machine that a verdict was reached on.
 */
#ifndef PARCOURS_MACHINE_H
#define PARCOURS_MACHINE_H

#define PARCOURS_VERSION "0.1"

struct machine {
    char cpu[80], kernel[80], compiler[80];
    unsigned cores;
    double load;     /* runnable tasks, average of the last minute */
    double pressure; /* per cent of the last 10 s that some task had to wait
                        for a core; -1 if the kernel does not say */
};

void machine_read(struct machine *machine);

#endif
