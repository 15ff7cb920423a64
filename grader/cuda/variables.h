/*
 * Gaps between the variables of the device, so that what runs over the end of
 * one does not come to another.
 */
#pragma once

#include <stdbool.h>

/* Copies the compiler's assembler text, and makes room before each variable in
 * a section of ours. */
bool variables_part(const char *from_name, const char *to_name);
