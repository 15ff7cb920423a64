/* seen.c - see seen.h */
#include "seen.h"

#include <stdatomic.h>
#include <stddef.h>

enum { PLACES = 4096, TRIES = 16 };

static struct {
    _Atomic uintptr_t pc; /* 0: free */
    atomic_ulong times;
} places[PLACES];

static atomic_ulong threads;

/* The compiler calls it at the start of each stretch. */
void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
    uintptr_t pc = (uintptr_t)__builtin_return_address(0);
    size_t at = pc * UINT64_C(0x9e3779b97f4a7c15) >> 52;
    for (int i = 0; i < TRIES; i++, at = (at + 1) % PLACES) {
        uintptr_t other =
            atomic_load_explicit(&places[at].pc, memory_order_relaxed);
        if (other == 0)
            atomic_compare_exchange_strong(&places[at].pc, &other, pc);
        if (other == 0 || other == pc) {
            atomic_fetch_add_explicit(&places[at].times, 1,
                                      memory_order_relaxed);
            return;
        }
    }
}

void seen_thread(void)
{
    atomic_fetch_add(&threads, 1);
}

void seen_each(void (*tell)(uintptr_t pc, unsigned long times))
{
    for (int i = 0; i < PLACES; i++)
        if (places[i].pc != 0)
            tell(places[i].pc, places[i].times);
}

unsigned long seen_threads(void)
{
    return threads;
}
