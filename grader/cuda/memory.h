/*
 * The memories of the device.
 *
 * All lie in one range of addresses, so that one subtraction tells whether an
 * address belongs to it: global memory, which the host cannot touch while no
 * kernel runs; memory for both (pinned, managed); shared memory, a piece for
 * each block that runs. __device__ and __constant__ variables are found by
 * their sections.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../explore/elf_file.h"

#define ARENA ((uintptr_t)0x310000000000)
#define ARENA_DEVICE ((size_t)4 << 30)
#define ARENA_BOTH ((size_t)4 << 30)
#define SHARED_SLOT ((size_t)256 << 10)
#define SHARED_SLOTS 1024
#define ARENA_SIZE (ARENA_DEVICE + ARENA_BOTH + SHARED_SLOT * SHARED_SLOTS)

enum memory_kind { MEMORY_DEVICE, MEMORY_PINNED, MEMORY_MANAGED };

enum memory_place {
    PLACE_OTHER, /* of the host, or nothing at all */
    PLACE_GLOBAL,
    PLACE_BOTH,
    PLACE_SHARED,
    PLACE_VARIABLE, /* __device__ */
    PLACE_CONSTANT,
    PLACE_MANAGED_VARIABLE
};

struct allocation {
    uintptr_t start;
    size_t size;
    enum memory_kind kind;
    bool freed;
    uintptr_t made_at, freed_at;
};

struct block;

void memory_prepare(void);

enum memory_place memory_place(uintptr_t address);

/* NULL if the device is full. */
void *memory_allocate(size_t size, enum memory_kind kind, uintptr_t pc);

/* The allocation that an address lies in or closely behind; NULL if none. */
struct allocation *memory_find(uintptr_t address);
void memory_free(struct allocation *allocation, uintptr_t pc);

/* Calls `each` with all that were ever made. */
size_t memory_count(void);
struct allocation *memory_nth(size_t number);
size_t memory_live(enum memory_kind kind);

/* The most of the device's that were live at a time since the last call with
 * `again`. */
size_t memory_peak(bool again);

/* Makes global memory accessible, and inaccessible again. They nest. */
void memory_open(void);
void memory_close(void);

/* The piece of shared memory of a slot. */
char *memory_shared(int slot);

/* Empties a block's shared memory but for `dynamic` bytes. */
void memory_shared_start(struct block *block, size_t dynamic);

/* The variable of shared memory at an address: index, or -1. */
int memory_shared_variable(const struct block *block, uintptr_t address,
                           size_t size);

/* A variable or an allocation of this size, and nothing beside it. */
bool memory_is_alone(const struct block *block, uintptr_t address, size_t size);

/* The __device__, __constant__ or __managed__ variable at an address; no name:
 * there is none. */
struct elf_symbol memory_variable(uintptr_t address);

/* True for bytes of the executable that nobody can write. */
bool memory_is_readonly(uintptr_t address);

/* "byte 4 of the 4096 bytes allocated at red.cu:31", "shared memory tile" */
struct memory_name {
    char text[280];
};
struct memory_name memory_name(uintptr_t address, const struct block *block);

/* The first byte and the size of the section of variables at an address. */
bool memory_section(uintptr_t address, uintptr_t *start, size_t *size);
