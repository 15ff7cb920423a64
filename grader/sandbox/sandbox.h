/*
 * sandbox.h - running code that nobody trusts.
 *
 * Seven layers, each useful without the others; sandbox.c has them in one
 * table. Nothing believes a version number: before the first use each layer
 * is tried, by a child that does what the layer should stop (trial.c).
 *
 *   tier A   all of 0 to 4: nothing that is left behind can be seen outside
 *   tier B   0 to 3: hidden files, other processes and the network are out of
 *            reach, but /tmp and /dev/shm are shared where a tool needs them
 *
 * Forged results are not the sandbox's concern: no verdict rests on anything
 * that a worker says of itself (judge/subject.h). That is layer 0.
 *
 * README.md in this folder says what stays possible.
 */
#ifndef PARCOURS_SANDBOX_H
#define PARCOURS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum sandbox_layer {
    SANDBOX_SPLIT,      /* two processes, sealed memory */
    SANDBOX_LIMITS,     /* of memory, CPU time, files, descriptors */
    SANDBOX_LANDLOCK,   /* files that may be read and written */
    SANDBOX_FILTER,     /* system calls */
    SANDBOX_NAMESPACES, /* files, processes, network, IPC of its own */
    SANDBOX_CGROUP,     /* memory and processes of a whole tree */
    SANDBOX_IDENTITY,   /* a user id of its own */
    SANDBOX_LAYERS
};

/* What a program is going to do: rows of the table in profile.c. */
enum sandbox_profile {
    SANDBOX_COMPUTE,  /* a learner's worker: threads, no processes */
    SANDBOX_FORK,     /* a learner's worker that starts processes */
    SANDBOX_MPI,      /* ranks of an MPI program and mpiexec */
    SANDBOX_GPU,      /* a worker that uses CUDA */
    SANDBOX_GPU_TOOL, /* the same under a tool that starts it, as
                         compute-sanitizer does */
    SANDBOX_COMPILE,  /* compilers and binutils on a learner's file */
    SANDBOX_JUDGE,    /* a judge and the workers in it */
    SANDBOX_PROFILES
};

struct sandbox {
    enum sandbox_profile profile;
    unsigned long memory;      /* bytes of address space; 0: no limit, for
                                  detectors that reserve terabytes */
    unsigned long cpu_seconds; /* of one process; 0: no limit */
    unsigned long file;        /* bytes of one file; 0: 16 MB */
    bool same_layout;          /* no address-space randomisation */
    bool shared_memory;        /* may write in /dev/shm: OpenMP with clang */
    bool gpu;                  /* a room that has the devices of GPUs */
    const char *const *read;   /* files and folders beyond the system's that
                                  may be read, up to NULL */
    const char *write;         /* a folder of its own; NULL: none */
};

/* --- what this machine can do ------------------------------------------- */

/* The layers that held when they were tried, as a set of 1 << layer. Tried
 * once; takes some 10 ms. */
unsigned sandbox_active(void);

/* Leaves layers out, by name ("landlock,filter"), for tests and for machines
 * where one does harm. The name that is unknown, or NULL. */
const char *sandbox_leave_out(const char *names);

/* 'A', 'B', or '-' for less than that. */
char sandbox_tier(void);

const char *sandbox_name(enum sandbox_layer layer);
const char *sandbox_purpose(enum sandbox_layer layer);

/* How to get a layer that is missing; NULL if it is there. */
const char *sandbox_remedy(enum sandbox_layer layer);

/* "tier B: no namespaces (what would bring them)". To be freed; NULL: no
 * memory. */
char *sandbox_line(void);

/* Hands what is known on to a judge on its command line. */
char *sandbox_pass(void); /* to be freed */
bool sandbox_accept(const char *word);

/* The user that confined code runs as; our own where layer 6 is missing. */
uid_t sandbox_user(void);

/* To be called by a grader that another grader has forked. */
void sandbox_new_user(void);

/* Exit status of a child that could not be confined. */
enum { SANDBOX_FAILED = 125 };

/* --- confining ------------------------------------------------------------ */

/* Forks, into a process group of its own that ends with the caller; NULL: and
 * no more than that. In the child the namespaces are set up already; the
 * process between it and the caller is the init of its pid namespace and passes
 * its exit status on (128 + signal). What fails is said on stderr and ends the
 * child.*/
pid_t sandbox_fork(const struct sandbox *sandbox);

/* The command to run in that child: another one if it is bwrap that has to
 * make the namespaces. */
char *const *sandbox_command(const struct sandbox *sandbox, char *const argv[]);

/* To be called when that child has ended: ends what it left behind. */
void sandbox_end(pid_t child);

/* Removes what a worker left in /dev/shm; to be called once it has ended. */
void sandbox_sweep(pid_t worker);

/* Confines the calling process, which must have one thread only, for good.
 * NULL, or the step that failed with errno set. */
const char *sandbox_confine(const struct sandbox *sandbox);

/* The same, and runs the program open at `program`; in SANDBOX_COMPUTE no
 * other can be run. Descriptors from `first_closed` on are closed. Returns
 * only on failure. */
const char *sandbox_run(const struct sandbox *sandbox, int program,
                        int first_closed, char *const argv[],
                        char *const envp[]);

#endif
