/* canary.c - see canary.h */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "artifact.h"
#include "canary.h"
#include "facts.h"
#include "files.h"
#include "outcome.h"
#include "places.h"
#include "process.h"
#include "text.h"

static const char *const valgrind = "/usr/bin/valgrind";

/* A name that changes with everything that the answer depends on. */
static char *marker(const struct artifacts *a, enum flavour flavour)
{
    struct utsname system;
    struct stat s = {0};
    uint64_t hash = files_hash_start;
    uname(&system);
    hash = files_hash(hash, system.release, strlen(system.release));
    if (flavour == FLAVOUR_HELGRIND)
        stat(valgrind, &s);
    hash = files_hash(hash, &s.st_mtim, sizeof s.st_mtim);
    return text_format("%s.%016llx.found-it", a->worker[flavour],
                       (unsigned long long)hash);
}

/* What the detector says of one check of the canary. */
static void listen(const struct exercise *e, const struct check_spec *check,
                   enum flavour flavour, const struct artifacts *a,
                   struct facts *facts)
{
    struct run run = {e, check, flavour, 1, NULL};
    struct outcome outcome;
    outcome_run(&run, 1, 1, a, &outcome);
    facts_read(outcome.records, flavour, facts);
    places_name_findings(&facts->findings, a->worker[flavour]);
    facts_settle(facts, e->file, "", 0);
    outcome_clear(&outcome);
}

/* What a canary for the figures knows them to be. */
static bool counts_right(const struct facts *facts)
{
    const struct counted *c = &facts->counted[0];
    for (size_t i = 0; i < c->nfigures; i++)
        if (c->figure[i].got != c->figure[i].least)
            return false;
    return facts->failed == 0 && facts->ncounted == 1 && c->nfigures > 0;
}

/* The planted race; for the explorer the planted order, for ranks the planted
 * deadlock. */
static bool is_there(const struct facts *facts, enum flavour flavour)
{
    if (flavour == FLAVOUR_RANKS)
        return facts->nfailures == 1 && facts->nranked == 1 &&
               strcmp(facts->ranked[0].kind, "deadlock") == 0;
    if (flavour == FLAVOUR_CUDA)
        return facts->nfailures == 1 && facts->nkernels == 1 &&
               strcmp(facts->kernels[0].kind, "race") == 0;
    if (flavour == FLAVOUR_TALLY)
        return counts_right(facts);
    if (flavour == FLAVOUR_GPU)
        return facts->tests == 1 && facts->failed == 0 && facts->ngpu == 1 &&
               facts->gpu[0].seconds > 0 && facts->gpu[0].copy > 0;
    if (flavour == FLAVOUR_EXPLORE)
        return facts->nfailures == 1 &&
               facts->failures[0].cause == CAUSE_WRONG &&
               facts->nexplored == 1 && facts->explored[0].shown != NULL;
    for (size_t i = 0; i < facts->findings.count; i++)
        if (facts->findings.finding[i]->kind == FINDING_RACE &&
            !facts->findings.finding[i]->foreign)
            return true;
    return false;
}

static bool finds_it(const struct exercise *e, enum flavour flavour,
                     const struct artifacts *a, char *reason, size_t room)
{
    enum { RACE, ORDER, RIGHT };
    size_t check = flavour == FLAVOUR_EXPLORE || flavour == FLAVOUR_TALLY
                       ? ORDER
                   : flavour == FLAVOUR_GPU ? RIGHT
                                            : RACE;
    struct facts facts;
    listen(e, &e->checks[check], flavour, a, &facts);
    bool found = is_there(&facts, flavour);
    if (flavour == FLAVOUR_GPU)
        snprintf(reason, room, "%s",
                 facts.ngpu > 0 ? facts.gpu[0].not_judged
                                : "a kernel that is right gives a "
                                  "wrong answer there");
    else
        snprintf(reason, room,
                 "it does not find a planted %s on this machine%s%s",
                 flavour == FLAVOUR_EXPLORE ? "mistake"
                 : flavour == FLAVOUR_RANKS ? "deadlock"
                 : flavour == FLAVOUR_TALLY ? "bank conflict"
                                            : "race",
                 facts.tool.failure[0] != '\0' ? ": " : "", facts.tool.failure);
    facts_clear(&facts);
    return found;
}

/* Without Archer, ThreadSanitizer reports OpenMP's own barriers: a clean
 * program that is found clean proves that Archer has started. */
static bool spares_the_clean(const struct exercise *e, enum flavour flavour,
                             const struct artifacts *a, char *reason,
                             size_t room)
{
    struct facts facts;
    if (!e->openmp)
        return true;
    listen(e, &e->checks[1], flavour, a, &facts);
    bool clean = facts.tests > 0 && facts.failed == 0 &&
                 facts.findings.count == 0 && facts.tool.ran_to_end;
    snprintf(reason, room,
             "it reports a clean OpenMP program: libarcher.so, which belongs "
             "to libomp, did not start. Run setup/install run");
    facts_clear(&facts);
    return clean;
}

/* On a busy machine the planted race's threads may once run one after the
 * other: a tool that does not see races fails each time. But one that reports
 * what is clean may spare it by luck, and is asked once. */
static bool is_trusted(const struct exercise *e, enum flavour flavour,
                       const struct artifacts *a, char *reason, size_t room)
{
    for (int tries = 0; tries < 5; tries++)
        if (finds_it(e, flavour, a, reason, room))
            return spares_the_clean(e, flavour, a, reason, room);
    return false;
}

/* The launcher alone is not enough: the tool is a program of its own. */
static bool has_helgrind(void)
{
    static const char *const places[] = {
        "/usr/libexec/valgrind/helgrind-*-linux",
        "/usr/lib/valgrind/helgrind-*-linux",
        "/usr/lib/*/valgrind/helgrind-*-linux"};
    bool found = false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        glob_t matches;
        found = glob(places[i], 0, NULL, &matches) == 0 || found;
        globfree(&matches);
    }
    return found;
}

static bool has(const char *compiler)
{
    char *argv[] = {(char *)compiler, "--version", NULL};
    struct process p = {.argv = argv, .deadline = 10};
    process_run(&p, 1, 1);
    bool there = process_good(&p);
    process_clear(&p);
    return there;
}

/* The layer is built where its compiler wrapper is, and mpiexec is another
 * package's. */
static bool has_mpich(void)
{
    char *argv[] = {"mpiexec.hydra", "--version", NULL};
    struct process p = {.argv = argv, .deadline = 10};
    process_run(&p, 1, 1);
    bool there = process_good(&p) && files_exist(ARTIFACT_LAYER);
    process_clear(&p);
    return there;
}

static const char *test(enum flavour flavour)
{
    static char reason[FLAVOURS][256];
    struct exercise e;
    struct artifacts a;
    if (flavour == FLAVOUR_HELGRIND && !has_helgrind())
        return "Valgrind is not installed: run setup/install run";
    if (flavour == FLAVOUR_ARCHER && !has(flavour_compiler(FLAVOUR_ARCHER)))
        return "clang is not installed: run setup/install run";
    if (flavour == FLAVOUR_RANKS && !has_mpich())
        return "MPICH is not installed: run setup/install run";
    bool kernels = flavour == FLAVOUR_CUDA || flavour == FLAVOUR_TALLY ||
                   flavour == FLAVOUR_GPU;
    if (kernels && !has("g++"))
        return "g++ is not installed: run setup/install run";
    if (kernels)
        exercise_canary_kernels(&e);
    else if (flavour == FLAVOUR_RANKS)
        exercise_canary_ranks(&e);
    else
        exercise_canary(&e, flavour == FLAVOUR_ARCHER);
    char *source = exercise_skeleton(&e);
    struct order order = {.exercise = &e, .submission = source, .judge = true};
    order.worker[flavour] = true;
    artifact_build(&order, &a);
    const char *result = NULL;
    char *known = marker(&a, flavour);
    if (a.failed) {
        snprintf(reason[flavour], sizeof reason[flavour],
                 flavour == FLAVOUR_GPU ? "%s" : "%s: run setup/install run",
                 flavour == FLAVOUR_GPU
                     ? "nvcc does not build a program for it here"
                 : flavour == FLAVOUR_ARCHER
                     ? "clang does not build OpenMP here, libomp is missing"
                     : "its flavour does not build here");
        result = reason[flavour];
    } else if (!files_exist(known)) {
        if (is_trusted(&e, flavour, &a, reason[flavour],
                       sizeof reason[flavour]))
            files_write(known, "", 0);
        else
            result = reason[flavour];
    }
    free(known);
    free(source);
    artifact_clear(&a);
    exercise_clear(&e);
    return result;
}

const char *canary_distrust(enum flavour flavour)
{
    static bool tested[FLAVOURS];
    static const char *results[FLAVOURS];
    if (!tested[flavour])
        results[flavour] = test(flavour);
    tested[flavour] = true;
    return results[flavour];
}
