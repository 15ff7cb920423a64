/*
 * access.c - the learner's own reads and writes.
 *
 * The command compiles a source file with -fsanitize=thread and links it with
 * this file instead of ThreadSanitizer's runtime: the compiler then calls one
 * of these functions before every access.
 */
#include "access.h"

#include "buffer.h"
#include "hands.h"
#include "shadow.h"
#include "stir.h"
#include "thread.h"
#include "window.h"

static inline __attribute__((always_inline)) void
access_seen(void *address, int64_t size, bool writes, void *from)
{
    if (stir_on && writes)
        stir();
    if (thread_many)
        shadow_access(address, size, writes ? SHADOW_WRITES : SHADOW_READS,
                      layer_place(from));
    if (layer_inside || layer.many_threads) /* no lock: others may call now */
        return;
    if (buffer_watched)
        buffer_access(address, size, writes, from);
    if (window_count)
        window_access(address, size, writes, from);
    if (hands_count)
        hands_access(address, size, from);
}

#define SEEN(name, size, writes)                                         \
    void __tsan_##name(void *address);                                   \
    void __tsan_##name(void *address)                                    \
    {                                                                    \
        access_seen(address, size, writes, __builtin_return_address(0)); \
    }

#define SEEN_SIZE(size)                     \
    SEEN(read##size, size, false)           \
    SEEN(write##size, size, true)           \
    SEEN(unaligned_read##size, size, false) \
    SEEN(unaligned_write##size, size, true) \
    SEEN(volatile_read##size, size, false)  \
    SEEN(volatile_write##size, size, true)

SEEN_SIZE(1)
SEEN_SIZE(2)
SEEN_SIZE(4)
SEEN_SIZE(8)
SEEN_SIZE(16)

/* To a buffer in flight it is as a write; and whoever gets the memory next has
 * nothing to do with who had it. */
void access_freed(uintptr_t address, size_t size, void *from)
{
    void *memory = (void *)address;
    if (thread_many)
        shadow_forget(memory, size);
    if (layer_inside || layer.many_threads || !board)
        return;
    if (buffer_watched)
        buffer_access(memory, (int64_t)size, true, from);
    if (window_count)
        window_freed(memory, (int64_t)size, from);
}

void __tsan_read_range(void *address, size_t size);
void __tsan_read_range(void *address, size_t size)
{
    access_seen(address, (int64_t)size, false, __builtin_return_address(0));
}

void __tsan_write_range(void *address, size_t size);
void __tsan_write_range(void *address, size_t size)
{
    access_seen(address, (int64_t)size, true, __builtin_return_address(0));
}

void __tsan_init(void);
void __tsan_init(void)
{
}

/* --- who has called the function that is running ---------------------------
 */

enum { CALLS = 64 };

static _Thread_local struct {
    unsigned depth;
    const void *from[CALLS];
} calls;

uint64_t access_caller(void)
{
    unsigned depth = calls.depth;
    return depth == 0 || depth > CALLS ? 0 : layer_place(calls.from[depth - 1]);
}

void __tsan_func_entry(void *from);
void __tsan_func_entry(void *from)
{
    if (calls.depth < CALLS)
        calls.from[calls.depth] = from;
    calls.depth++;
}

void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
    if (calls.depth > 0) /* a jump may have left some out */
        calls.depth--;
}
