/* Parts of variables by their names in the source, from DWARF. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Writes what stands `offset` bytes into the variable at `address` as in the
 * source, without the name of the variable: ".count", "[2].next". False if the
 * type is unknown or too complex; the buffer is then empty.
 */
bool variable_part(uintptr_t address, size_t offset, char *buffer, size_t size);

/*
 * The same for a block of the heap of `block` bytes that the variable or member
 * `name` of a source file points to: "->count", "[2]". The first of that name
 * that is a pointer counts.
 */
bool variable_target(const char *file, const char *name, size_t block,
                     size_t offset, char *buffer, size_t size);
