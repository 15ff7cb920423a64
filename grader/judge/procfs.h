/*
 * procfs.h - what the kernel says of another process.  A figure that cannot
 * be read (the process has ended, the kernel does not keep it) is zero.
 */
#ifndef PARCOURS_PROCFS_H
#define PARCOURS_PROCFS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct procfs_thread {
    pid_t tid;
    char state;   /* R runs or wants to, S sleeps, T is stopped, Z ended */
    double cpu;   /* seconds run */
    double delay; /* seconds it wanted to run and had no core */
    unsigned long sleeps; /* times that it went to sleep of its own accord */
};

/* Lists the threads of a process that have not ended; fills at most `most`
 * entries and returns how many threads there are. */
unsigned procfs_threads(pid_t pid, struct procfs_thread *list, unsigned most);

/* Threads of a process that have not ended: cheaper than the list. */
unsigned procfs_count(pid_t pid);

/* CPU seconds of all its threads, ended ones included. */
double procfs_cpu(pid_t pid);

/* Resident bytes that are its own, without shared memory. */
size_t procfs_resident(pid_t pid);

/* Seconds since some start in which a task of this machine was waiting for a
 * core (pressure stall information) or the host had taken one away (steal);
 * negative if the kernel does not keep count. */
double procfs_stalled(void);

#endif
