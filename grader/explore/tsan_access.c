/* The call-outs of -fsanitize=thread for ordinary memory accesses. */
#include <string.h>

#include "access.h"
#include "code.h"
#include "cores.h"
#include "run.h"
#include "state.h"

static inline void tsan_access(const volatile void *address, size_t size,
                               enum access_kind access, uintptr_t pc)
{
    if (run_active)
        access_memory(address, size, access, pc);
}

#define TSAN_ONE(name, size, access)                \
    void __tsan_##name(void *address)               \
    {                                               \
        tsan_access(address, size, access, CALLER); \
    }

#define TSAN_SIZE(size)                                          \
    TSAN_ONE(read##size, size, ACCESS_READ)                      \
    TSAN_ONE(write##size, size, ACCESS_WRITE)                    \
    TSAN_ONE(unaligned_read##size, size, ACCESS_READ)            \
    TSAN_ONE(unaligned_write##size, size, ACCESS_WRITE)          \
    TSAN_ONE(volatile_read##size, size, ACCESS_READ)             \
    TSAN_ONE(volatile_write##size, size, ACCESS_WRITE)           \
    TSAN_ONE(unaligned_volatile_read##size, size, ACCESS_READ)   \
    TSAN_ONE(unaligned_volatile_write##size, size, ACCESS_WRITE) \
    void __tsan_read_write##size(void *address)                  \
    {                                                            \
        tsan_access(address, size, ACCESS_READ, CALLER);         \
        tsan_access(address, size, ACCESS_WRITE, CALLER);        \
    }                                                            \
    void __tsan_unaligned_read_write##size(void *address)        \
    {                                                            \
        tsan_access(address, size, ACCESS_READ, CALLER);         \
        tsan_access(address, size, ACCESS_WRITE, CALLER);        \
    }

/* clang-format off */
TSAN_SIZE(1)
TSAN_SIZE(2)
TSAN_SIZE(4)
TSAN_SIZE(8)
TSAN_SIZE(16)
/* clang-format on */

void __tsan_read_range(void *address, size_t size)
{
    tsan_access(address, size, ACCESS_READ, CALLER);
}

void __tsan_write_range(void *address, size_t size)
{
    tsan_access(address, size, ACCESS_WRITE, CALLER);
}

void __tsan_vptr_update(void **address, void *value)
{
    (void)value;
    tsan_access(address, sizeof *address, ACCESS_WRITE, CALLER);
}

void __tsan_vptr_read(void **address)
{
    tsan_access(address, sizeof *address, ACCESS_READ, CALLER);
}

void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    tsan_access(from, size, ACCESS_READ, CALLER);
    tsan_access(to, size, ACCESS_WRITE, CALLER);
    return memcpy(to, from, size);
}

void *__tsan_memmove(void *to, const void *from, size_t size)
{
    tsan_access(from, size, ACCESS_READ, CALLER);
    tsan_access(to, size, ACCESS_WRITE, CALLER);
    return memmove(to, from, size);
}

void *__tsan_memset(void *to, int byte, size_t size)
{
    tsan_access(to, size, ACCESS_WRITE, CALLER);
    return memset(to, byte, size);
}

void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller)
{
    (void)caller;
    cores_charge(COST_CALL);
}

/* Called at the start of every stretch of code that has no jump in it. */
void __sanitizer_cov_trace_pc(void)
{
    if (cores_on)
        cores_run_code(code_bytes(CALLER));
}

void __tsan_func_exit(void)
{
}
