/*
 * jail.h - what a worker may not do: the first layers of confinement.
 *
 * Resource limits and a system-call filter (libseccomp).  A worker may start
 * threads; it may not start processes, run programs, open sockets, signal or
 * trace others, or change what it is confined by.  A forbidden call raises
 * SIGSYS, so that the worker's own handler can say where it came from.
 *
 * Forged results are not the jail's concern: no verdict rests on anything
 * that a worker says of itself.
 */
#ifndef PARCOURS_JAIL_H
#define PARCOURS_JAIL_H

#include <stdbool.h>

struct jail {
    unsigned long memory;      /* bytes of address space; 0: no limit, for
                                  detectors that reserve terabytes */
    unsigned long cpu_seconds; /* of all threads together */
    bool same_layout;          /* no address-space randomisation */
};

/* Confines the calling process, which must have one thread only, and runs
 * the program open at `program`. Returns only on failure: the step that
 * failed, with errno set. Descriptors from `first_closed` on are closed. */
const char *jail_enter(const struct jail *jail, int program, int first_closed,
                       char *const argv[], char *const envp[]);

#endif
