/* plan.c - see plan.h */
#include "plan.h"

static void add(struct plan *p, size_t check, enum flavour flavour, bool last,
                const char *why)
{
    p->worker[flavour] = true;
    p->steps[p->count++] = (struct step){check, flavour, last, why};
}

static const char optimised[] =
    "a program that behaves unless it is optimised races here";

static void add_races(struct plan *p, size_t check, bool compare)
{
    if (p->tools & TOOL_TSAN)
        add(p, check, FLAVOUR_TSAN, false,
            "ThreadSanitizer watches every access of threads and C11 atomics");
    if (p->tools & TOOL_TSAN && compare) {
        add(p, check, FLAVOUR_ALONE, false,
            "a program that behaves while it is watched does otherwise here");
        add(p, check, FLAVOUR_TSAN_FAST, false, optimised);
    }
    if (p->tools & TOOL_HELGRIND)
        add(p, check, FLAVOUR_HELGRIND, false,
            "Helgrind is a second opinion on code that uses locks");
    if (p->tools & TOOL_ARCHER)
        add(p, check, FLAVOUR_ARCHER, false,
            "Archer tells ThreadSanitizer what OpenMP puts in order");
    if (p->tools & TOOL_ARCHER && compare)
        add(p, check, FLAVOUR_ARCHER_FAST, false, optimised);
}

struct plan plan_make(const struct exercise *e, enum tool tools, bool compare)
{
    struct plan p = {.tools = tools == 0 || e->openmp ? e->tool : tools};
    p.worker[e->mpi    ? FLAVOUR_MINI
             : e->cuda ? FLAVOUR_CUDA
                       : FLAVOUR_PLAIN] = true;
    for (size_t i = 0; i < e->nchecks; i++) {
        switch (e->checks[i].kind) {
        case CHECK_CORRECT:
            add(&p, i, FLAVOUR_PLAIN, false,
                "every answer is compared with the judge's own");
            break;
        case CHECK_RACE:
            add_races(&p, i, compare);
            break;
        case CHECK_VIRTUAL:
            add(&p, i, FLAVOUR_VIRTUAL, true,
                "the machine is computed: the figures are always the same");
            break;
        case CHECK_PREDICT:
            add(&p, i, e->cuda ? FLAVOUR_CUDA : FLAVOUR_VIRTUAL, false,
                "what was predicted is computed: always the same");
            break;
        case CHECK_RANKS:
            add(&p, i, FLAVOUR_RANKS, false,
                "MPICH runs it, and the layer sees every call");
            break;
        case CHECK_COUNT:
            if (e->cuda)
                add(&p, i, FLAVOUR_TALLY, true,
                    "the emulator counts: the figures are always the same");
            else
                add(&p, i, FLAVOUR_MINI, true,
                    "messages are counted, for more ranks than there are "
                    "cores");
            break;
        case CHECK_KERNELS:
            add(&p, i, FLAVOUR_CUDA, false,
                "the emulator sees every access, in several orders");
            break;
        case CHECK_EXPLORE:
            add(&p, i, FLAVOUR_EXPLORE, false,
                "what threads do is tried in thousands of orders");
            break;
        case CHECK_SPEED:
            p.serial = true;
            p.reference = p.reference || e->checks[i].wall > 0;
            add(&p, i, FLAVOUR_PLAIN, true,
                "only code that is right and free of races is timed");
            break;
        }
    }
    return p;
}
