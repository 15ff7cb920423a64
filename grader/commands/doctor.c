/*
 * doctor.c - make doctor: what this machine can judge, and what would mend
 * the rest.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../canary.h"
#include "../die.h"
#include "../gpu.h"
#include "../machine.h"
#include "../nvcc.h"
#include "../options.h"
#include "../process.h"
#include "../report.h"
#include "../sandbox/sandbox.h"
#include "commands.h"

struct row {
    const char *grade; /* PASS, CAUTION, MISSING */
    const char *name;
    char what[96];
    char remedy[160];
};

static void print_row(const struct row *r)
{
    struct text t;
    printf("%-8s %-15s %s\n", r->grade, r->name, r->what);
    if (strcmp(r->grade, "PASS") == 0 || r->remedy[0] == '\0')
        return;
    text_init(&t);
    text_wrap(&t, r->remedy, 24, 80);
    fputs(t.bytes, stdout);
    text_clear(&t);
}

static struct row cores(const struct machine *m)
{
    struct row r = {.grade = m->cores >= 2 ? "PASS" : "CAUTION",
                    .name = "cores"};
    snprintf(r.what, sizeof r.what, "%u: speed by the model%s", m->cores,
             m->cores >= 2 ? ", and by the clock when quiet" : " only");
    snprintf(r.remedy, sizeof r.remedy,
             "nothing to mend: the model judges speed on one core too");
    return r;
}

static struct row noise(const struct machine *m)
{
    const double quiet = 3;
    bool known = m->pressure >= 0, busy = m->pressure > quiet;
    struct row r = {.grade = known && !busy ? "PASS" : "CAUTION",
                    .name = "quiet"};
    if (known)
        snprintf(r.what, sizeof r.what,
                 "something waited for a core %.0f %% of the last 10 s",
                 m->pressure);
    else
        snprintf(r.what, sizeof r.what,
                 "the kernel does not say how busy the machine is");
    snprintf(r.remedy, sizeof r.remedy,
             known ? "close other programs; until then speed is judged by the "
                     "model alone"
                   : "boot with psi=1; until then speed is judged by the model "
                     "alone");
    return r;
}

static struct row detector(enum flavour flavour, const char *name)
{
    const char *distrust = canary_distrust(flavour);
    struct row r = {.grade = distrust == NULL ? "PASS" : "MISSING",
                    .name = name};
    snprintf(r.what, sizeof r.what, "%s",
             distrust == NULL ? flavour == FLAVOUR_RANKS
                                    ? "finds a planted deadlock under MPICH"
                                : flavour == FLAVOUR_CUDA
                                    ? "finds a planted race, without a GPU"
                                    : "finds a planted race on this machine"
                              : "races are not judged by it");
    snprintf(r.remedy, sizeof r.remedy, "%s", distrust == NULL ? "" : distrust);
    return r;
}

/* Nobody needs it: kernels are judged by the emulator. */
static struct row nvcc(void)
{
    struct row r = {.grade = nvcc_path() != NULL ? "PASS" : "CAUTION",
                    .name = "nvcc"};
    snprintf(r.what, sizeof r.what, "%s",
             nvcc_path() != NULL
                 ? "compiles kernels for a GPU as well"
                 : "is not there: kernels are judged without it");
    snprintf(r.remedy, sizeof r.remedy,
             "nothing to mend; with NVIDIA's CUDA toolkit you would also be "
             "told whether nvcc takes your file");
    return r;
}

/* The same: with one, kernels are run there as well. */
static struct row gpu(void)
{
    const struct gpu *g = gpu_find();
    struct row r = {.grade = g->there ? "PASS" : "CAUTION", .name = "GPU"};
    char *tool = g->there ? gpu_tool("compute-sanitizer") : NULL;
    snprintf(r.what, sizeof r.what, "%s",
             g->there ? g->name
                      : "none is used: kernels are judged without it");
    if (g->there && tool == NULL) {
        r.grade = "CAUTION";
        snprintf(r.remedy, sizeof r.remedy,
                 "kernels are run on it, but not watched there: "
                 "compute-sanitizer, of the CUDA toolkit, is missing");
    } else if (!g->there) {
        snprintf(r.remedy, sizeof r.remedy, "nothing to mend; %.130s", g->why);
    }
    free(tool);
    return r;
}

/* Layers beyond tier B are good to have. */
static struct row layer(enum sandbox_layer layer)
{
    const char *remedy = sandbox_remedy(layer);
    bool needed = layer < SANDBOX_NAMESPACES;
    struct row r = {.grade = remedy == NULL ? "PASS"
                             : needed       ? "MISSING"
                                            : "CAUTION",
                    .name = sandbox_name(layer)};
    snprintf(r.what, sizeof r.what, "sandbox: %s", sandbox_purpose(layer));
    snprintf(r.remedy, sizeof r.remedy, "%s", remedy == NULL ? "" : remedy);
    return r;
}

static void print_sandbox(void)
{
    char *line = sandbox_line();
    for (int i = SANDBOX_LIMITS; i < SANDBOX_LAYERS; i++) {
        struct row r = layer((enum sandbox_layer)i);
        print_row(&r);
    }
    printf("%-8s %-15s %s\n", "", "", line);
    free(line);
}

/* setup/install --tsv: status, name, purpose, remedy. */
static unsigned packages(void)
{
    char *argv[] = {"setup/install", "--tsv", "run", "test", "extra", NULL};
    struct process p = {.argv = argv, .deadline = 20};
    unsigned missing = 0;
    process_run(&p, 1, 1);
    if (!p.started || p.late)
        die("setup/install cannot be run");
    for (char *line = strtok(p.output.bytes, "\n"); line != NULL;
         line = strtok(NULL, "\n")) {
        struct row r = {.grade = "PASS"};
        char *field[4] = {line, "", "", ""};
        for (int i = 1; i < 4 && (line = strchr(line, '\t')) != NULL; i++) {
            *line++ = '\0';
            field[i] = line;
        }
        bool there = strcmp(field[0], "PASS") == 0;
        missing += !there;
        r.grade = there ? "PASS" : "MISSING";
        r.name = field[1];
        snprintf(r.what, sizeof r.what, "%s", field[2]);
        snprintf(r.remedy, sizeof r.remedy, "%s", field[3]);
        print_row(&r);
    }
    process_clear(&p);
    return missing;
}

int command_doctor(const struct options *o)
{
    struct machine m;
    (void)o;
    machine_read(&m);
    printf("%s, %u cores, Linux %s\n\n", m.cpu, m.cores, m.kernel);
    packages();
    struct row rows[] = {
        detector(FLAVOUR_TSAN, "ThreadSanitizer"),
        detector(FLAVOUR_HELGRIND, "Helgrind"),
        detector(FLAVOUR_ARCHER, "Archer"),
        detector(FLAVOUR_RANKS, "MPI ranks"),
        detector(FLAVOUR_CUDA, "CUDA emulator"),
        nvcc(),
        gpu(),
        cores(&m),
        noise(&m),
    };
    bool good = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        print_row(&rows[i]);
        good = good && strcmp(rows[i].grade, "MISSING") != 0;
    }
    print_sandbox();
    int status = good ? STATUS_PASSED : STATUS_NOT_JUDGED;
    printf("parcours: this machine can judge %s (exit status %d)\n",
           good ? "everything" : "what is not MISSING above", status);
    return status;
}
