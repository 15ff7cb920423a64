/* What places in the source are called. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "../explore/elf_file.h"

struct place_name {
    char text[160];
};

/* "red.cu:12"; "?" if the address belongs to no line. */
struct place_name place_name(uintptr_t pc);

/* The line alone; 0 if unknown. */
unsigned place_line(uintptr_t pc);

/* In the learner's source, and not in ours? */
bool place_is_theirs(uintptr_t pc);

/* The variable that holds an address; its name is NULL if there is none. */
struct elf_symbol place_variable(uintptr_t address);

/* A mangled name of a variable without its decoration. */
struct place_name place_plain(const char *symbol);

/*
 * The innermost caller of the present function that lies in the learner's
 * source, and not in our headers or a library.
 */
uintptr_t place_caller(void);
