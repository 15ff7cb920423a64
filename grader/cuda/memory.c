#include "memory.h"

#include <elf.h>
#include <link.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../explore/panic.h"
#include "finding.h"
#include "place.h"
#include "shadow.h"
#include "thread.h"

enum { GRANULE = 256, SHARED_GRANULE = 16, NO_VARIABLE = 0 };

#define WEAK_SECTION(name)                              \
    extern char __start_##name[] __attribute__((weak)), \
        __stop_##name[] __attribute__((weak))
WEAK_SECTION(parcours_device);
WEAK_SECTION(parcours_constant);
WEAK_SECTION(parcours_managed);

/* Behind the program's variables, in its own sections: what runs over their end
 * comes here. */
enum { BEYOND = 4096 };
#define BEYOND_SECTION(name) \
    static char name##_beyond[BEYOND] __attribute__((section(#name), used))
BEYOND_SECTION(parcours_device);
BEYOND_SECTION(parcours_constant);
BEYOND_SECTION(parcours_managed);

static uint32_t *memory_owner; /* number of the allocation + 1, by granule */
static uint8_t *shared_owner;  /* number of the variable + 1 */
static struct allocation *allocations;
static size_t allocation_count, allocation_room;
/* The first granule stays free: what lies before an array belongs to none. */
static size_t peak_bytes, live_bytes[3], next_device = GRANULE,
                                         next_both = GRANULE;
static int memory_opened;

static void *memory_map(uintptr_t at, size_t size, int protection)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void *start = mmap((void *)at, size, protection,
                       at ? flags | MAP_FIXED_NOREPLACE : flags, -1, 0);
    if (start == MAP_FAILED || (at && start != (void *)at))
        explore_panic("no address space for the memory of the device");
    return start;
}

void memory_prepare(void)
{
    size_t owners = (ARENA_DEVICE + ARENA_BOTH) / GRANULE;
    size_t shared = SHARED_SLOT * SHARED_SLOTS / SHARED_GRANULE;
    memory_map(ARENA, ARENA_DEVICE, PROT_NONE);
    memory_map(ARENA + ARENA_DEVICE, ARENA_SIZE - ARENA_DEVICE,
               PROT_READ | PROT_WRITE);
    memory_owner =
        memory_map(0, owners * sizeof *memory_owner, PROT_READ | PROT_WRITE);
    shared_owner = memory_map(0, shared, PROT_READ | PROT_WRITE);
}

static bool in_section(uintptr_t address, const char *start, const char *stop)
{
    return address - (uintptr_t)start < (size_t)(stop - start);
}

enum memory_place memory_place(uintptr_t address)
{
    size_t offset = address - ARENA;
    if (offset < ARENA_SIZE)
        return offset < ARENA_DEVICE                ? PLACE_GLOBAL
               : offset < ARENA_DEVICE + ARENA_BOTH ? PLACE_BOTH
                                                    : PLACE_SHARED;
    if (in_section(address, __start_parcours_device, __stop_parcours_device))
        return PLACE_VARIABLE;
    if (in_section(address, __start_parcours_constant,
                   __stop_parcours_constant))
        return PLACE_CONSTANT;
    if (in_section(address, __start_parcours_managed, __stop_parcours_managed))
        return PLACE_MANAGED_VARIABLE;
    return PLACE_OTHER;
}

bool memory_section(uintptr_t address, uintptr_t *start, size_t *size)
{
    const char *first, *end;
    switch (memory_place(address)) {
    case PLACE_VARIABLE:
        first = __start_parcours_device;
        end = __stop_parcours_device;
        break;
    case PLACE_CONSTANT:
        first = __start_parcours_constant;
        end = __stop_parcours_constant;
        break;
    case PLACE_MANAGED_VARIABLE:
        first = __start_parcours_managed;
        end = __stop_parcours_managed;
        break;
    default:
        return false;
    }
    *start = (uintptr_t)first;
    *size = (size_t)(end - first);
    return true;
}

/* --- global memory -------------------------------------------------------- */

static size_t memory_room(size_t size)
{
    return (size + 2 * GRANULE - 1) / GRANULE * GRANULE + GRANULE;
}

/* The address of a freed piece that is big enough, once all has been used. */
static uintptr_t memory_again(size_t size, bool device)
{
    for (size_t i = 0; i < allocation_count; i++) {
        struct allocation *old = &allocations[i];
        if (old->freed && old->size >= size && old->start &&
            (old->kind == MEMORY_DEVICE) == device) {
            uintptr_t start = old->start;
            old->start = 0;
            return start;
        }
    }
    return 0;
}

static uintptr_t memory_take(size_t size, bool device)
{
    size_t *next = device ? &next_device : &next_both;
    size_t most = device ? ARENA_DEVICE : ARENA_BOTH;
    size_t room = memory_room(size);
    if (room > most || *next > most - room)
        return memory_again(size, device);
    uintptr_t start = ARENA + (device ? 0 : ARENA_DEVICE) + *next;
    *next += room;
    if (device && memory_opened)
        mprotect((void *)ARENA, next_device, PROT_READ | PROT_WRITE);
    return start;
}

void *memory_allocate(size_t size, enum memory_kind kind, uintptr_t pc)
{
    if (size > ARENA_DEVICE - live_bytes[kind])
        return NULL;
    uintptr_t start = memory_take(size, kind == MEMORY_DEVICE);
    if (!start)
        return NULL;
    if (allocation_count == allocation_room) {
        allocation_room = allocation_room ? 2 * allocation_room : 256;
        allocations =
            realloc(allocations, allocation_room * sizeof *allocations);
        if (!allocations)
            explore_panic("no memory for the list of allocations");
    }
    allocations[allocation_count++] = (struct allocation){
        .start = start, .size = size, .kind = kind, .made_at = pc};
    size_t first = (start - ARENA) / GRANULE;
    size_t last = first + (size + GRANULE - 1) / GRANULE;
    for (size_t i = first; i <= last; i++)
        memory_owner[i] = (uint32_t)allocation_count;
    live_bytes[kind] += size;
    if (live_bytes[MEMORY_DEVICE] > peak_bytes)
        peak_bytes = live_bytes[MEMORY_DEVICE];
    shadow_fresh(start, size);
    if (parcours_mode == PARCOURS_CHECK) {
        memory_open();
        memset((void *)start, shadow_poison(), size);
        memory_close();
    }
    return (void *)start;
}

struct allocation *memory_find(uintptr_t address)
{
    if (address - ARENA >= ARENA_DEVICE + ARENA_BOTH)
        return NULL;
    uint32_t owner = memory_owner[(address - ARENA) / GRANULE];
    return owner ? &allocations[owner - 1] : NULL;
}

void memory_free(struct allocation *allocation, uintptr_t pc)
{
    allocation->freed = true;
    allocation->freed_at = pc;
    live_bytes[allocation->kind] -= allocation->size;
}

size_t memory_count(void)
{
    return allocation_count;
}

struct allocation *memory_nth(size_t number)
{
    return &allocations[number];
}

size_t memory_live(enum memory_kind kind)
{
    return live_bytes[kind];
}

size_t memory_peak(bool again)
{
    size_t peak = peak_bytes;
    if (again)
        peak_bytes = live_bytes[MEMORY_DEVICE];
    return peak;
}

void memory_open(void)
{
    if (memory_opened++ == 0 && next_device)
        mprotect((void *)ARENA, next_device, PROT_READ | PROT_WRITE);
}

void memory_close(void)
{
    if (--memory_opened == 0 && next_device)
        mprotect((void *)ARENA, next_device, PROT_NONE);
}

/* --- shared memory -------------------------------------------------------- */

char *memory_shared(int slot)
{
    return (char *)ARENA + ARENA_DEVICE + ARENA_BOTH +
           (size_t)slot * SHARED_SLOT;
}

static size_t shared_granule(uintptr_t address)
{
    return (address - ARENA - ARENA_DEVICE - ARENA_BOTH) / SHARED_GRANULE;
}

static void shared_add(struct block *block, const void *identity,
                       const char *name, size_t size)
{
    size_t gap = parcours_mode == PARCOURS_CHECK ? SHARED_GRANULE : 0;
    size_t offset = block->shared_used;
    block->variable[block->variables++] = (struct shared_variable){
        identity, name, (uint32_t)offset, (uint32_t)size};
    uintptr_t start = (uintptr_t)block->shared + offset;
    if (size && parcours_mode == PARCOURS_CHECK) {
        memset(shared_owner + shared_granule(start), block->variables,
               shared_granule(start + size - 1) - shared_granule(start) + 1);
        memset((void *)start, shadow_poison(), size);
    }
    block->shared_used += (uint32_t)((size + SHARED_GRANULE - 1) /
                                         SHARED_GRANULE * SHARED_GRANULE +
                                     gap);
    if (block->shared_used > block->shared_high)
        block->shared_high = block->shared_used;
}

void memory_shared_start(struct block *block, size_t dynamic)
{
    uintptr_t start = (uintptr_t)block->shared;
    if (parcours_mode == PARCOURS_CHECK && block->shared_high) {
        shadow_fresh(start, block->shared_high);
        memset(shared_owner + shared_granule(start), NO_VARIABLE,
               block->shared_high / SHARED_GRANULE + 1);
    }
    block->shared_used = block->shared_high = 0;
    block->variables = 0;
    block->dynamic = (uint32_t)dynamic;
    if (dynamic)
        shared_add(block, NULL, "(dynamic)", dynamic);
}

int memory_shared_variable(const struct block *block, uintptr_t address,
                           size_t size)
{
    size_t offset = address - (uintptr_t)block->shared;
    if (offset >= SHARED_SLOT)
        return -1;
    int owner = shared_owner[shared_granule(address)] - 1;
    if (owner < 0 || owner >= block->variables)
        return -1;
    const struct shared_variable *variable = &block->variable[owner];
    return offset + size <= variable->offset + variable->size ? owner : -1;
}

bool memory_is_alone(const struct block *block, uintptr_t address, size_t size)
{
    const struct allocation *a = memory_find(address);
    struct elf_symbol symbol;
    int owner;
    switch (memory_place(address)) {
    case PLACE_GLOBAL:
    case PLACE_BOTH:
        return a && a->start == address && a->size == size;
    case PLACE_SHARED:
        owner = memory_shared_variable(block, address, size);
        return owner >= 0 && block->variable[owner].size == size;
    default:
        symbol = place_variable(address);
        return symbol.name && symbol.start == address && symbol.size == size;
    }
}

void *parcours_shared(const void *identity, const char *name, size_t size)
{
    uintptr_t pc = (uintptr_t)__builtin_return_address(0);
    if (!worker) {
        finding_on_host("a __shared__ variable", pc);
        exit(1);
    }
    struct block *block = worker->thread->block;
    for (int i = 0; i < block->variables; i++)
        if (block->variable[i].identity == identity)
            return block->shared + block->variable[i].offset;
    if (block->variables == SHARED_VARIABLES ||
        block->shared_used - block->dynamic + size > 50 << 10)
        finding_shared_full(name, block->shared_used + size, pc);
    shared_add(block, identity, name, size);
    return block->shared + block->variable[block->variables - 1].offset;
}

void *parcours_dynamic(void)
{
    return worker ? worker->thread->block->shared : NULL;
}

/* --- names ---------------------------------------------------------------- */

struct readonly {
    uintptr_t address;
    uintptr_t start, size; /* of the segment that it is in */
};

static int readonly_segment(struct dl_phdr_info *info, size_t size, void *data)
{
    struct readonly *asked = data;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        bool fixed = segment->p_type == PT_GNU_RELRO ||
                     (segment->p_type == PT_LOAD && !(segment->p_flags & PF_W));
        uintptr_t start = info->dlpi_addr + segment->p_vaddr;
        if (fixed && asked->address - start < segment->p_memsz) {
            asked->start = start;
            asked->size = segment->p_memsz;
        }
    }
    return asked->size > 0;
}

bool memory_is_readonly(uintptr_t address)
{
    static _Thread_local struct readonly last; /* a kernel's constants */
    if (address - last.start < last.size)
        return true;
    struct readonly asked = {.address = address};
    dl_iterate_phdr(readonly_segment, &asked);
    if (asked.size > 0)
        last = asked;
    return asked.size > 0;
}

static void name_allocation(struct memory_name *name, uintptr_t address)
{
    const struct allocation *a = memory_find(address);
    struct place_name where;
    const struct allocation *next = a ? NULL : memory_find(address + GRANULE);
    if (next) {
        snprintf(name->text, sizeof name->text,
                 "%zu bytes before the %zu bytes allocated at %s",
                 (size_t)(next->start - address), next->size,
                 place_name(next->made_at).text);
        return;
    }
    if (!a) {
        snprintf(name->text, sizeof name->text,
                 "address %#lx, which was never allocated",
                 (unsigned long)address);
        return;
    }
    where = place_name(a->made_at);
    size_t offset = address - a->start;
    if (offset < a->size)
        snprintf(name->text, sizeof name->text,
                 "byte %zu of the %zu bytes allocated at %s", offset, a->size,
                 where.text);
    else
        snprintf(name->text, sizeof name->text,
                 "%zu bytes behind the %zu bytes allocated at %s",
                 offset - a->size, a->size, where.text);
}

static void name_shared(struct memory_name *name, uintptr_t address,
                        const struct block *block)
{
    int owner = block ? memory_shared_variable(block, address, 1) : -1;
    if (owner < 0) {
        snprintf(name->text, sizeof name->text,
                 "shared memory outside of all variables");
        return;
    }
    const struct shared_variable *v = &block->variable[owner];
    snprintf(name->text, sizeof name->text, "shared memory %s, byte %zu",
             v->name, (size_t)(address - (uintptr_t)block->shared) - v->offset);
}

/* Kept by address: kernels use few variables, in turns. */
struct elf_symbol memory_variable(uintptr_t address)
{
    enum { KEPT = 64 };
    static struct elf_symbol kept[KEPT];
    struct elf_symbol *symbol = &kept[address / 16 % KEPT];
    if (!symbol->name || address - symbol->start >= symbol->size)
        *symbol = place_variable(address);
    if (symbol->name && strstr(symbol->name, "_beyond") &&
        symbol->size == BEYOND)
        return (struct elf_symbol){NULL, 0, 0};
    return *symbol;
}

/* The nearest one, if none lies there. */
static void name_variable(struct memory_name *name, uintptr_t address)
{
    uintptr_t start = 0;
    size_t size = 0, far = 0;
    struct elf_symbol symbol = memory_variable(address);
    memory_section(address, &start, &size);
    while (!symbol.name && far++ < size) {
        symbol = memory_variable(address - far);
        if (!symbol.name)
            symbol = memory_variable(address + far);
    }
    const char *plain = symbol.name ? place_plain(symbol.name).text : "?";
    if (far == 0)
        snprintf(name->text, sizeof name->text, "variable %s, byte %zu", plain,
                 (size_t)(address - symbol.start));
    else if (address < symbol.start)
        snprintf(name->text, sizeof name->text, "%zu bytes before variable %s",
                 (size_t)(symbol.start - address), plain);
    else
        snprintf(name->text, sizeof name->text,
                 "%zu bytes past the end of variable %s",
                 (size_t)(address - symbol.start - symbol.size), plain);
}

struct memory_name memory_name(uintptr_t address, const struct block *block)
{
    struct memory_name name = {"memory of the host"};
    switch (memory_place(address)) {
    case PLACE_GLOBAL:
    case PLACE_BOTH:
        name_allocation(&name, address);
        break;
    case PLACE_SHARED:
        name_shared(&name, address, block);
        break;
    case PLACE_OTHER:
        if (address < 4096)
            snprintf(name.text, sizeof name.text, "a null pointer");
        break;
    default:
        name_variable(&name, address);
    }
    return name;
}
