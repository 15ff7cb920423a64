/* flavour.c - see flavour.h */
#include "flavour.h"

#define COMMON "-std=gnu11 -D_GNU_SOURCE -g -pthread -Wall -Wextra"

#define WATCHED " -fsanitize=thread -fplugin=" FLAVOUR_PLUGIN

#define BOTH_WAYS(flags)                       \
    {                                          \
        COMMON flags, COMMON " -fopenmp" flags \
    }

/* Archer tells clang's ThreadSanitizer what libomp orders; there is no such
 * helper for gcc's libgomp, whose every barrier would be reported. */
static const struct {
    const char *name, *compiler, *flags[2]; /* without and with OpenMP */
} flavours[FLAVOURS] = {
    /* with sibling calls the caller's line would be lost for messages */
    [FLAVOUR_PLAIN] = {"plain", "gcc",
                       BOTH_WAYS(" -O2 -fno-optimize-sibling-calls")},
    [FLAVOUR_TSAN] = {"tsan", "gcc",
                      BOTH_WAYS(" -O0" WATCHED
                                " -fsanitize-coverage=trace-pc")},
    /* the same without the detector */
    [FLAVOUR_ALONE] = {"alone", "gcc",
                       BOTH_WAYS(" -O0 -fsanitize-coverage=trace-pc")},
    [FLAVOUR_HELGRIND] = {"helgrind", "gcc", BOTH_WAYS(" -O0")},
    /* what the compiler makes of short copies, it would not announce */
    [FLAVOUR_EXPLORE] = {"explore", "gcc",
                         BOTH_WAYS(" -O0" WATCHED " -fno-builtin")},
    /* calls out for every stretch of code, so that work has its price */
    [FLAVOUR_VIRTUAL] = {"virtual", "gcc",
                         BOTH_WAYS(" -O2 -fsanitize=thread -fno-builtin "
                                   "-fsanitize-coverage=trace-pc")},
    [FLAVOUR_MINI] = {"mini", "gcc",
                      BOTH_WAYS(" -O2 -fno-optimize-sibling-calls")},
    /* the layer sees every access to a buffer in flight */
    [FLAVOUR_RANKS] = {"ranks", "gcc", BOTH_WAYS(" -O0" WATCHED)},
    /* translates the file first, and knows g++'s flags */
    [FLAVOUR_CUDA] = {"cuda", "build/cuda/parcours-cuda", {"", ""}},
    [FLAVOUR_TALLY] = {"tally",
                       "build/cuda/parcours-cuda",
                       {"--count", "--count"}},
    /* what nvcc is told depends on the GPU: gpu.h */
    [FLAVOUR_GPU] = {"gpu", "nvcc", {"", ""}},
    [FLAVOUR_ARCHER] = {"archer", "clang", BOTH_WAYS(" -O0 -fsanitize=thread")},
    /* what is computed as in "plain", but no access where none is written: gcc
     * reads ahead of a branch, which harms nobody */
    [FLAVOUR_TSAN_FAST] = {"tsan-fast", "gcc",
                           BOTH_WAYS(" -O2 -fno-optimize-sibling-calls" WATCHED
                                     " -fno-tree-loop-im "
                                     "-fno-tree-pre -fno-code-hoisting "
                                     "-fno-if-conversion -fno-if-conversion2 "
                                     "-fno-tree-vectorize")},
    [FLAVOUR_ARCHER_FAST] = {"archer-fast", "clang",
                             BOTH_WAYS(" -O2 -fno-optimize-sibling-calls "
                                       "-fsanitize=thread")},
};

const char *flavour_name(enum flavour flavour)
{
    return flavours[flavour].name;
}

enum flavour flavour_tool(enum flavour flavour)
{
    return flavour == FLAVOUR_TSAN_FAST     ? FLAVOUR_TSAN
           : flavour == FLAVOUR_ARCHER_FAST ? FLAVOUR_ARCHER
                                            : flavour;
}

const char *flavour_compiler(enum flavour flavour)
{
    return flavours[flavour].compiler;
}

const char *flavour_flags(enum flavour flavour, bool openmp)
{
    return flavours[flavour].flags[openmp];
}

const char *flavour_own_flags(void)
{
    return "-Wshadow -Wstrict-prototypes";
}
