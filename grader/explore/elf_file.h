/* The executable that runs, as a file: its sections and symbols. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct elf_bytes {
    const uint8_t *start; /* NULL if there is no such section */
    size_t size;
};

/* Maps the file; called once. Without it all sections are empty. */
void elf_open(void);

/* A section by name. */
struct elf_bytes elf_section(const char *name);

/* Its address in memory; 0 if there is no such section. */
uintptr_t elf_section_start(const char *name);

/* What to add to an address of the file to get that in memory. */
uintptr_t elf_base(void);

struct elf_symbol {
    const char *name; /* NULL if none was found */
    uintptr_t start;
    size_t size;
};

/* The variable that holds an address. */
struct elf_symbol elf_variable(uintptr_t address);

/* The thread-local variable at an offset from the start of its block. */
struct elf_symbol elf_thread_local(size_t offset);
