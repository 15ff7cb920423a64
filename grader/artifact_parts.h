/*
 * artifact_parts.h - what the files of artifact.h share: an order as a list
 * of compiler commands.
 */
#ifndef PARCOURS_ARTIFACT_PARTS_H
#define PARCOURS_ARTIFACT_PARTS_H

#include <stddef.h>
#include <stdint.h>

#include "artifact.h"
#include "process.h"
#include "sandbox/sandbox.h"

#define CACHE "build/cache"

/* Our own small MPI, instead of MPICH. */
#define MINI_INCLUDE "-Igrader/mpi/mini"
#define MINI_OBJECT "build/mpi/mini.o"

/* The CUDA emulator: makes an object of a .cu file, and runs its kernels. */
#define EMULATOR "build/cuda/parcours-cuda"

enum { JOBS = 192, WORDS = 192 };

/* Jobs of a later stage need what those of an earlier one made. */
enum stage { COMPILE, RENAME, LINK, STAGES };

struct job {
    char *command; /* words separated by blanks, without the output */
    char *output;  /* in the cache */
    bool learner;  /* its failure is the learner's */
    enum stage stage;
    struct process process;
    char *words; /* the command split at blanks */
    char *argv[WORDS];
    char *draft; /* the output, until it is known to be good */
    /* the learner's: the sandbox, files that the command names, a folder
     * that only this job writes in */
    struct sandbox sandbox;
    const char *read[WORDS];
    char *folder;
};

struct jobs {
    struct job list[JOBS];
    size_t count;
    /* hash of compiler and headers: ours, and the exercise's as well */
    uint64_t general, headers;
};

/* --- the list (artifact_jobs.c) ------------------------------------------- */

/* Goes on with a hash: the name and bytes of a file; of all headers of ours
 * that an order can see, and its compilers; of those of the exercise. */
uint64_t artifact_hash(uint64_t hash, const char *path);
uint64_t artifact_hash_headers(const struct order *o);
uint64_t artifact_hash_own(uint64_t hash, const struct exercise *e);

/* A job, or the one there is with that command and hash. Takes the command
 * over. Its output is called by `name` and `suffix`. */
struct job *artifact_job(struct jobs *jobs, char *command, uint64_t hash,
                         const char *name, const char *suffix);
void artifact_forget(struct jobs *jobs);

/* Takes the jobs off the list that are about our own small MPI. */
void artifact_drop_mini(struct jobs *jobs);
/* The last one becomes the first. */
void artifact_move_first(struct jobs *jobs);

/* --- objects (artifact_objects.c) ----------------------------------------- */

/* How the objects of a program are made. */
struct recipe {
    const char *compiler, *includes;
    bool explored; /* its calls are led to the explorer's runtime */
    bool general;  /* has no header of the exercise: one object for all */
};

/* The compiler with the flags of a flavour, and of ours if it is our file. To
 * be freed. */
char *artifact_compiler(const struct exercise *e, enum flavour flavour,
                        bool own);

struct job *artifact_compile(struct jobs *jobs, const char *compiler,
                             const char *includes, const char *source);

/* The same object, with its calls led to the explorer's runtime. */
const char *artifact_explored(struct jobs *jobs, const char *object);

/* Add the objects of a file; of all files that fit the pattern; of the files
 * that both sides share; of what learners and drivers are linked with. */
void artifact_add(struct jobs *jobs, struct text *objects, struct recipe recipe,
                  const char *source);
void artifact_add_all(struct jobs *jobs, struct text *objects,
                      struct recipe recipe, const char *pattern);
void artifact_add_shared(struct jobs *jobs, struct text *objects,
                         struct recipe recipe, const struct exercise *e);
void artifact_add_library(struct jobs *jobs, struct text *objects,
                          struct recipe recipe, const struct exercise *e);

/* --- workers (artifact_workers.c) ----------------------------------------- */

/* A worker: `source` is the learner's file or one of ours in its place.
 * Returns the program's path, to be freed. */
char *artifact_worker(struct jobs *jobs, const struct exercise *e,
                      enum flavour flavour, const char *source, bool learner);

/* The learner's object without a detector, from which symbols are read, is the
 * first of the list; with MPICH's header, where the mini-MPI's will not do. */
void artifact_add_first(struct jobs *jobs, const struct exercise *e,
                        const char *source);

/* Learner's code, driver and scenario with the explorer's threads
 * (grader/scenario), and the program they are linked to. */
void artifact_add_explored(struct jobs *jobs, struct text *objects,
                           const struct exercise *e, enum flavour flavour,
                           const char *source, bool learner);
char *artifact_link_explored(struct jobs *jobs, const struct exercise *e,
                             const struct text *objects, const char *libraries,
                             const char *ending, bool learner);

/* Learner's code, driver and device for a GPU, and the program they are linked
 * to. */
void artifact_add_gpu(struct jobs *jobs, struct text *objects,
                      const struct exercise *e, const char *source,
                      bool learner);
char *artifact_link_gpu(struct jobs *jobs, const struct exercise *e,
                        const struct text *objects, const char *libraries,
                        const char *ending, bool learner);

/* --- programs (artifact_programs.c) --------------------------------------- */

/* All jobs of an order; fills in the paths of what they will make. texts: of
 * the learner's file after the preprocessor, without and with the sanitizer,
 * NULL if they are not ordered; to be freed. */
void artifact_plan(const struct order *o, struct jobs *jobs,
                   struct artifacts *a, char *texts[2]);

/* --- running them (artifact_run.c) ---------------------------------------- */

/* Runs the jobs of a stage whose output is not there. Returns the one that
 * failed, of several the one to tell of, or NULL; adds the CPU seconds. */
struct job *artifact_run(struct jobs *jobs, enum stage stage, double *seconds);

/* What a tool of binutils prints of the learner's object; NULL: it is too
 * long, or the tool can make nothing of the object. To be freed. */
char *artifact_ask(const struct jobs *jobs, char *tool, char *option);

/* The whole command, and where its messages are kept. To be freed. */
char *artifact_command(const struct job *job, const char *output);
char *artifact_log(const char *output);

/* True if it is about our own small MPI. */
bool artifact_with_mini(const struct job *job);

/* --- what the compiler said (artifact_said.c) ----------------------------- */

/* About the learner's file, whose name is `file`. */
void artifact_note_failure(const struct job *job, const char *file,
                           struct artifacts *a);
void artifact_note_warnings(const struct order *order, const struct job *job,
                            struct artifacts *a);

#endif
