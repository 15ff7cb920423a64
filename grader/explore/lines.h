/* Source lines of machine code, from the DWARF line tables (2 to 5). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct line_place {
    const char *path;      /* as the compiler was given it; NULL if unknown */
    const char *directory; /* NULL, or what a relative path is relative to */
    unsigned line;
};

/* The line of the call that returns to `pc`. */
struct line_place lines_find(uintptr_t pc);
