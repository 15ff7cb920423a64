/*
 * What places and addresses are called in a sentence.
 */
#pragma once

#include <stdint.h>

#define NAME_SIZE 240

/* "abba.c:9", or the bare address if there is no line information. */
const char *name_place(uintptr_t pc, char buffer[static NAME_SIZE]);

/*
 * "total", "queue+8", "byte 4 of the 24 bytes allocated at queue.c:31",
 * "a variable on the stack of thread 1".
 */
const char *name_address(uintptr_t address, char buffer[static NAME_SIZE]);

/* The same for a narrow column: "heap:31+4" is byte 4 of a block of line 31. */
const char *name_address_short(uintptr_t address,
                               char buffer[static NAME_SIZE]);

/* The whole that an address belongs to: "queue", "memory from queue.c:31". */
const char *name_whole(uintptr_t address, char buffer[static NAME_SIZE]);

struct name {
    char text[24];
};

/* "main" for 0, else "thread N". */
struct name name_thread(unsigned id);
