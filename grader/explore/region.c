#define _GNU_SOURCE
#include "region.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "panic.h"
#include "state.h"

/* Thread-local variables lie here: the same addresses in every process. */
#define REGION_START ((uintptr_t)0x220000000000)
#define UNSHARED_START ((uintptr_t)0x230000000000)
#define REGION_SIZE ((size_t)4 << 30) /* address space, not memory */

EXPLORE_STATE static char *region_start;
EXPLORE_STATE static size_t region_used;

EXPLORE_STATE static char *unshared_start;
EXPLORE_STATE static size_t unshared_used;

static char *region_map(uintptr_t start)
{
    char *region =
        mmap((void *)start, REGION_SIZE, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
             -1, 0);
    if (region == MAP_FAILED)
        explore_panic("no address space for the explorer's own data");
    return region;
}

static void *region_take(char *start, size_t *used, size_t size)
{
    size = (size + 15) & ~(size_t)15;
    if (size > REGION_SIZE - *used)
        explore_panic("one schedule needs too much memory of the explorer");
    void *block = start + *used;
    *used += size;
    return memset(block, 0, size);
}

void *region_alloc(size_t size)
{
    if (!region_start)
        region_start = region_map(REGION_START);
    return region_take(region_start, &region_used, size);
}

void *region_alloc_unshared(size_t size)
{
    if (!unshared_start)
        unshared_start = region_map(UNSHARED_START);
    return region_take(unshared_start, &unshared_used, size);
}

bool region_is_unshared(uintptr_t address)
{
    return address - UNSHARED_START < unshared_used;
}

void region_reset(void)
{
    region_used = 0;
    unshared_used = 0;
}
