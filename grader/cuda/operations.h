/*
 * Arithmetic operations of a kernel, by kind.
 *
 * How it works. The compiler puts a call at the beginning of each stretch of
 * code without branches (-fsanitize-coverage=trace-pc). operations_mark()
 * reads the assembler text and puts a "nop" behind each of these calls whose
 * displacement says how many operations of each kind the stretch has; the
 * processor skips it, and operations_at() reads it. The code is that of -O0, so
 * every operation of the source is there, and none is made twice.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum arithmetic {
    OPERATION_HALF,
    OPERATION_SINGLE,
    OPERATION_DOUBLE,
    OPERATION_SPECIAL, /* functions: a root, an exponential */
    OPERATION_INTEGER, /* of 32 bits; addresses are not counted */
    OPERATIONS
};

/* Copies assembler text with the marks put in; false if a file fails. A fused
 * multiply-add counts as two operations. */
bool operations_mark(const char *from, const char *to);

enum { OPERATION_BITS = 6, OPERATION_MOST = (1 << OPERATION_BITS) - 1 };

/* Adds what the marks at `code` say. */
static inline void operations_at(const uint8_t *code, uint64_t *number)
{
    /* nopl displacement(%rax), with a displacement of 32 bits */
    for (; code[0] == 0x0f && code[1] == 0x1f && code[2] == 0x80; code += 7) {
        uint32_t bits;
        __builtin_memcpy(&bits, code + 3, sizeof bits);
        for (int kind = 0; kind < OPERATIONS; kind++)
            number[kind] += bits >> kind * OPERATION_BITS & OPERATION_MOST;
    }
}
