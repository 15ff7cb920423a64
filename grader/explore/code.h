/* How long the code is that runs between two call-outs of the compiler. */
#pragma once

#include <stdint.h>

/* Looks at the program's machine code; called once, elf_open() before it. */
void code_prepare(void);

/*
 * Bytes of the stretch of code that begins at `pc`, the return address of a
 * call to __sanitizer_cov_trace_pc(), without the calls in it. On other
 * machines than x86-64 always the usual length.
 */
unsigned code_bytes(uintptr_t pc);
