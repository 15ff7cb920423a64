/*
 * Who accessed what, and which bytes have a value.
 *
 * How it works. For each aligned word of four bytes up to four accesses are
 * kept as stamps: operation, thread, epoch and tick (known.h), place. A new
 * access races with a kept one if they share a byte, not both only read, not
 * both are atomic, and the kept one is not known to have come before. A kept
 * access goes once a later one, ordered after it, shows every race that it
 * could show. If four are not enough, accesses of different blocks and warps
 * stay: any later access races with one of them if with any.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shadow_kind {
    SHADOW_READ,
    SHADOW_WRITE,
    SHADOW_ATOMIC,
    SHADOW_ATOMIC_BLOCK,
    /* Of volatile memory that all blocks can reach; the store comes after a
     * fence. As atomic loads and stores they hand on what lies before. */
    SHADOW_FLAG_READ,
    SHADOW_FLAG_WRITE
};

static inline bool shadow_writes(enum shadow_kind kind)
{
    return kind != SHADOW_READ && kind != SHADOW_FLAG_READ;
}

struct stamp {
    uint32_t thread; /* its name in the launch, see known.h */
    uint32_t pc;     /* executables lie in the low 4 GiB */
    uint32_t epoch : 20, bytes : 4, kind : 3, used : 1;
    uint32_t operation : 18, tick : 14;
};

struct thread;

struct shadow_race {
    struct stamp earlier;
    uintptr_t address;
};

void shadow_prepare(void);

/* Memory begins a new life: no accesses, no values. */
void shadow_fresh(uintptr_t address, size_t size);

/* Bytes get a value. */
void shadow_set(uintptr_t address, size_t size);

/* Bytes are copied between memories of the device; those without a value stay
 * without. */
void shadow_copy(uintptr_t to, uintptr_t from, size_t size);

/* The first byte of a range that has no value; `size` if all have. */
size_t shadow_unset(uintptr_t address, size_t size);

/*
 * What fresh memory is filled with. A byte that has another value was written,
 * be it by code that the compiler does not call out for, as that of a library.
 */
unsigned char shadow_poison(void);

/*
 * How many bytes of a range nobody has written, and which is the first; looks
 * at the memory itself, so it must be accessible.
 */
size_t shadow_unwritten(uintptr_t address, size_t size, uintptr_t *first);

/*
 * Enters an access of a CUDA thread, or if `thread` is NULL of an operation.
 * True if it races.
 */
bool shadow_access(const struct thread *thread, uint32_t operation,
                   uintptr_t address, size_t size, enum shadow_kind kind,
                   uintptr_t pc, struct shadow_race *race);

/* The thread's loads there count no more. */
void shadow_forget_reads(const struct thread *thread, uintptr_t address,
                         size_t size);
