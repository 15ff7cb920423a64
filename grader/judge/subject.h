/*
 * subject.h - a worker, seen from the judge.
 *
 * The judge starts it, sends commands, waits for replies, and watches it
 * from outside meanwhile: it trusts the kernel's word on CPU time, threads
 * and memory, and nothing that the worker says.  After each reply the worker
 * is stopped (all of its threads), so that what the judge copies stays as it
 * was when the answer came.
 */
#ifndef PARCOURS_SUBJECT_H
#define PARCOURS_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../cause.h"

enum subject_kind {
    SUBJECT_PLAIN,
    SUBJECT_TSAN,
    SUBJECT_HELGRIND,
    SUBJECT_EXPLORE,
    SUBJECT_ARCHER,
    SUBJECT_VIRTUAL,
    SUBJECT_MINI, /* ranks: started by mpi/host.c */
    SUBJECT_ALONE,
    SUBJECT_RANKS,
    SUBJECT_CUDA, /* the emulator of grader/cuda: it checks, it counts */
    SUBJECT_TALLY,
    SUBJECT_GPU /* kernels on a GPU */
};

struct subject;

struct subject_limits {
    double seconds; /* CPU time for one call; four times that asleep */
    size_t memory;  /* resident bytes */
    size_t output;  /* bytes printed */
    unsigned threads;
    bool libomp; /* it runs on that: needs /dev/shm, and joins no threads */
};

/* Starts a worker program; ends the judge with a message if it cannot. */
struct subject *subject_start(const char *path, enum subject_kind kind,
                              const struct subject_limits *limits);

/* Ends it at once and frees it; NULL is fine. */
void subject_kill(struct subject *s);

/* Asks it to quit and waits. The exit status of an orderly end (0, or 66
 * where ThreadSanitizer had something to say); -1 and a cause otherwise. */
int subject_quit(struct subject *s);

/* Sends a command to a channel (0 is the main thread, puppet i is i + 1). */
uint64_t subject_send(struct subject *s, unsigned channel, uint64_t op,
                      const void *args);

/* True while the answer to the last command of a channel has not come. */
bool subject_pending(const struct subject *s, unsigned channel);

/* Reads what has come on all channels and pipes, waits up to `seconds` for
 * something to come. False when the worker is in trouble. */
bool subject_poll(struct subject *s, double seconds);

/* Waits for a reply; false when the worker is in trouble instead. */
bool subject_wait(struct subject *s, unsigned channel);

/* Waits no longer for an answer on a channel: there will be none. */
void subject_forget(struct subject *s, unsigned channel);

/* Waits for a reply on either of two channels. */
bool subject_wait_either(struct subject *s, unsigned a, unsigned b);

/* Stops all threads, or lets them go on. */
void subject_stop(struct subject *s);
void subject_go_on(struct subject *s);

/* What went wrong, and a sentence about it for the learner. */
enum cause subject_trouble(const struct subject *s, const char **message);

/* CPU seconds of all its threads, also of those that have ended. */
double subject_cpu(const struct subject *s);

/* Seconds between the last command to channel 0 and its reply. */
double subject_elapsed(const struct subject *s);

/* Its process, to ask the kernel about (procfs.h). */
pid_t subject_pid(const struct subject *s);

/* True if no thread of it runs or wants to run. */
bool subject_asleep(const struct subject *s);

/* What it wrote: stdout and stderr together, and the log of detector and
 * crash handler. Valid until it is freed. */
const char *subject_output(const struct subject *s, size_t *length);
const char *subject_log(const struct subject *s, size_t *length);

#endif
