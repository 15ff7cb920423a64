/*
 * How it works. With -fsanitize-coverage=trace-pc every stretch of code without
 * a jump begins with a call of __sanitizer_cov_trace_pc(), so the distance from
 * one such call to the next, in the order of addresses, is the length of a
 * stretch. The calls are found by their bytes: a call of a fixed distance whose
 * target is that function; that four other bytes happen to be the same is very
 * unlikely and would shorten one stretch. Calls, with the moves that put their
 * argument in place, are taken off: most are of the compiler's making.
 */
#include "code.h"

#include <stdlib.h>
#include <string.h>

#include "elf_file.h"
#include "panic.h"
#include "state.h"

#define USUAL_BYTES 12
#define MOST_BYTES 2000 /* of a stretch; beyond is another function */
#define CALL_BYTES 5
#define ANNOUNCE_BYTES 20 /* a call with its argument */

void __sanitizer_cov_trace_pc(void);

EXPLORE_STATE static uint16_t *code_length; /* by offset in .text */
EXPLORE_STATE static uintptr_t code_start;
EXPLORE_STATE static size_t code_size;

#if defined(__x86_64__)

/* The target of the call at `offset`, or 0 if there is none. */
static uintptr_t code_call(const uint8_t *text, size_t offset)
{
    int32_t distance;
    if (text[offset] != 0xe8)
        return 0;
    memcpy(&distance, text + offset + 1, sizeof distance);
    return code_start + offset + CALL_BYTES + (uintptr_t)(intptr_t)distance;
}

/* Length of the stretch that begins at `from`, the next one at `to`. */
static unsigned code_stretch(const uint8_t *text, size_t from, size_t to)
{
    unsigned bytes = (unsigned)(to - from);
    for (size_t at = from; at + CALL_BYTES <= to; at++) {
        if (code_call(text, at) - code_start >= code_size)
            continue;
        bytes -= bytes > ANNOUNCE_BYTES ? ANNOUNCE_BYTES : bytes;
        at += CALL_BYTES - 1;
    }
    return bytes;
}

static void code_measure(const uint8_t *text)
{
    size_t from = 0;
    for (size_t at = 0; at + CALL_BYTES <= code_size; at++) {
        if (code_call(text, at) != (uintptr_t)__sanitizer_cov_trace_pc)
            continue;
        if (from && at - from <= MOST_BYTES)
            code_length[from] = (uint16_t)code_stretch(text, from, at);
        from = at + CALL_BYTES;
    }
}

void code_prepare(void)
{
    if (code_length)
        return;
    struct elf_bytes text = elf_section(".text");
    code_start = elf_section_start(".text");
    code_size = text.size;
    code_length = calloc(code_size + 1, sizeof *code_length);
    if (!code_length)
        explore_panic("no memory for the lengths of the code");
    if (text.start)
        code_measure(text.start);
}

#else

void code_prepare(void)
{
}

#endif

unsigned code_bytes(uintptr_t pc)
{
    unsigned bytes =
        pc - code_start < code_size ? code_length[pc - code_start] : 0;
    return bytes ? bytes : USUAL_BYTES;
}
