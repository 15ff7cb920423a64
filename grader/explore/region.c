#define _GNU_SOURCE
#include "region.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "panic.h"
#include "state.h"

/* Thread-local variables lie here: the same addresses in every process. */
#define REGION_START ((uintptr_t)0x220000000000)
#define REGION_SIZE ((size_t)4 << 30) /* address space, not memory */

EXPLORE_STATE static char *region_start;
EXPLORE_STATE static size_t region_used;

static void region_map(void)
{
    region_start =
        mmap((void *)REGION_START, REGION_SIZE, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
             -1, 0);
    if (region_start == MAP_FAILED)
        explore_panic("no address space for the explorer's own data");
}

void *region_alloc(size_t size)
{
    if (!region_start)
        region_map();
    size = (size + 15) & ~(size_t)15;
    if (size > REGION_SIZE - region_used)
        explore_panic("one schedule needs too much memory of the explorer");
    void *block = region_start + region_used;
    region_used += size;
    return memset(block, 0, size);
}

void region_reset(void)
{
    region_used = 0;
}
