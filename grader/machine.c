/* machine.c - see machine.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "flavour.h"
#include "machine.h"
#include "process.h"

static void read_cpu(struct machine *m)
{
    char line[256];
    FILE *f = fopen("/proc/cpuinfo", "re");
    snprintf(m->cpu, sizeof m->cpu, "unknown");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, "model name", 10) == 0) {
            const char *name = strchr(line, ':');
            name = name == NULL ? line : name + 2;
            snprintf(m->cpu, sizeof m->cpu, "%.*s", (int)strcspn(name, "\n"),
                     name);
            break;
        }
    if (f != NULL)
        fclose(f);
}

static double read_pressure(void)
{
    double some = -1;
    FILE *f = fopen("/proc/pressure/cpu", "re");
    if (f != NULL) {
        if (fscanf(f, "some avg10=%lf", &some) != 1)
            some = -1;
        fclose(f);
    }
    return some;
}

static void read_compiler(struct machine *m)
{
    char *argv[] = {(char *)flavour_compiler(FLAVOUR_PLAIN), "--version", NULL};
    struct process p = {.argv = argv, .deadline = 10};
    process_run(&p, 1, 1);
    snprintf(m->compiler, sizeof m->compiler, "%.*s",
             (int)strcspn(p.output.bytes, "\n"), p.output.bytes);
    process_clear(&p);
}

void machine_read(struct machine *m)
{
    struct utsname system;
    uname(&system);
    *m = (struct machine){.cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN)};
    read_cpu(m);
    read_compiler(m);
    snprintf(m->kernel, sizeof m->kernel, "%.70s", system.release);
    if (getloadavg(&m->load, 1) != 1)
        m->load = -1;
    m->pressure = read_pressure();
}
