#define _GNU_SOURCE
#include "heap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "panic.h"
#include "state.h"

#define HEAP_START ((uintptr_t)0x200000000000)
#define HEAP_SIZE ((size_t)1 << 30)
#define HEAP_GAP 16
#define FRESH_BYTE 0xa5

EXPLORE_STATE static bool heap_mapped;
EXPLORE_STATE static uintptr_t heap_next;
EXPLORE_STATE static struct heap_block *heap_blocks; /* ascending */
EXPLORE_STATE static size_t heap_count;
EXPLORE_STATE static size_t heap_room;

static void heap_map(void)
{
    void *start =
        mmap((void *)HEAP_START, HEAP_SIZE, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
             -1, 0);
    if (start != (void *)HEAP_START)
        explore_panic("no address space for the heap of the program");
    heap_mapped = true;
}

void heap_reset(void)
{
    if (!heap_mapped)
        heap_map();
    heap_next = HEAP_START;
    heap_count = 0;
}

static struct heap_block *heap_add(void)
{
    if (heap_count == heap_room) {
        heap_room = heap_room ? heap_room * 2 : 256;
        heap_blocks = realloc(heap_blocks, heap_room * sizeof *heap_blocks);
        if (!heap_blocks)
            explore_panic("no memory for the list of heap blocks");
    }
    return &heap_blocks[heap_count++];
}

void *heap_alloc(size_t size, size_t align, unsigned thread, uintptr_t pc)
{
    if (align < 16)
        align = 16;
    uintptr_t address = (heap_next + HEAP_GAP + align - 1) & ~(align - 1);
    if (size > HEAP_SIZE || address + size > HEAP_START + HEAP_SIZE)
        return NULL;
    heap_next = address + size;
    *heap_add() = (struct heap_block){
        .address = address, .size = size, .made_at = pc, .made_by = thread};
    return memset((void *)address, FRESH_BYTE, size);
}

bool heap_owns(uintptr_t address)
{
    return address - HEAP_START < HEAP_SIZE;
}

struct heap_block *heap_block_before(uintptr_t address)
{
    size_t low = 0, high = heap_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (heap_blocks[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &heap_blocks[low - 1] : NULL;
}

struct heap_block *heap_block_at(uintptr_t address)
{
    struct heap_block *block = heap_block_before(address);
    return block && address - block->address < block->size ? block : NULL;
}

void heap_release(struct heap_block *block, unsigned thread, uintptr_t pc)
{
    block->freed = true;
    block->freed_by = thread;
    block->freed_at = pc;
}
