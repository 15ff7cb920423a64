/* flavour.c - see flavour.h */
#include "flavour.h"

#define COMMON "-std=gnu11 -D_GNU_SOURCE -g -pthread -Wall -Wextra"

static const struct {
    const char *name, *flags;
} flavours[FLAVOURS] = {
    /* with sibling calls the caller's line would be lost for messages */
    [FLAVOUR_PLAIN] = {"plain", COMMON " -O2 -fno-optimize-sibling-calls"},
    [FLAVOUR_TSAN] = {"tsan", COMMON " -O0 -fsanitize=thread"},
    [FLAVOUR_HELGRIND] = {"helgrind", COMMON " -O0"},
    /* what the compiler makes of short copies, it would not announce */
    [FLAVOUR_EXPLORE] = {"explore",
                         COMMON " -O0 -fsanitize=thread -fno-builtin"},
};

const char *flavour_name(enum flavour flavour)
{
    return flavours[flavour].name;
}

const char *flavour_compiler(void)
{
    return "gcc";
}

const char *flavour_flags(enum flavour flavour)
{
    return flavours[flavour].flags;
}

const char *flavour_own_flags(void)
{
    return "-Wshadow -Wstrict-prototypes";
}
