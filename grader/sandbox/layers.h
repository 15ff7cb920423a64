/*
 * layers.h - between sandbox.c and the files of its layers.
 *
 * A layer's apply function confines the calling process and returns NULL, or
 * the step that failed with errno set.
 */
#ifndef PARCOURS_SANDBOX_LAYERS_H
#define PARCOURS_SANDBOX_LAYERS_H

#include <stdbool.h>
#include <sys/types.h>

#include "sandbox.h"

/* What a profile asks for. */
struct profile {
    const char *name;
    unsigned layers;  /* set of 1 << layer that apply */
    bool processes;   /* may fork and run programs */
    bool sockets;     /* of the local machine */
    bool ptrace;      /* of its own children, for LeakSanitizer */
    bool all_of_proc; /* else /proc/self */
    bool shared_memory;
    bool gpu;
    bool trap; /* a forbidden call raises SIGSYS, so that the worker's handler
                  can say where it came from; else it fails with EPERM */
    unsigned tasks, files;
};

const struct profile *profile_of(const struct sandbox *sandbox);

/* The one descriptor that a program may be run from, in SANDBOX_COMPUTE. It
 * lies above the limit for descriptors that holds afterwards: nothing else
 * can ever take that number. */
enum { PROGRAM_FD = 400 };

/* Folders and files that every program needs, up to NULL. */
extern const char *const system_paths[];

/* The devices of GPUs that there are, up to NULL. */
const char *const *devices_of_gpus(void);

const char *limits_apply(const struct sandbox *sandbox);
const char *landlock_apply(const struct sandbox *sandbox);
const char *filter_apply(const struct sandbox *sandbox);
const char *identity_apply(const struct sandbox *sandbox);

/* Gives up all capabilities, for good; part of identity_apply. */
bool identity_give_up(void);

/* A control group for the process that is about to be forked: a number, or -1.
 * It joins; its owner is noted; when it has ended, all goes with it. */
bool cgroup_find(void);
int cgroup_make(const char *tasks); /* at most; NULL: enough for a judge */
bool cgroup_join(int group, pid_t maker);
void cgroup_own(int group, pid_t pid);
void cgroup_end(pid_t pid);

/* Flags for clone, and what the first process of the namespaces does. */
int namespaces_flags(void);
const char *namespaces_apply(const struct sandbox *sandbox, uid_t user,
                             gid_t group);

/* The command that runs another one in a room made by bwrap, valid until the
 * next call; NULL: it has too many words. */
char *const *bwrap_command(const struct sandbox *sandbox, char *const argv[]);

/* Becomes a program in such a room that ends with status 0; false: cannot. */
bool trial_bwrap(void);

/* True if our namespaces have users of their own: not where root makes them. */
bool namespaces_have_users(void);

bool sandbox_has(enum sandbox_layer layer);

/* True if a program of this profile runs in a room of its own. */
bool sandbox_has_room(const struct sandbox *sandbox);

/* One trial for each layer: true if it held. In a process of their own. */
bool trial_limits(void);
bool trial_landlock(void);
bool trial_filter(void);
bool trial_namespaces(void);
bool trial_cgroup(void);
bool trial_identity(void);

#endif
