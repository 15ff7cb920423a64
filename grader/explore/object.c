#include "object.h"

#include <stdlib.h>

#include "panic.h"
#include "region.h"
#include "state.h"

#define FIRST_SLOTS 1024u

/* Open addressing; a slot of an older generation counts as empty. */
struct slot {
    uint32_t generation;
    struct object *object;
};

EXPLORE_STATE static struct slot *slots;
EXPLORE_STATE static uint32_t slot_count; /* a power of two */
EXPLORE_STATE static uint32_t slots_used;
EXPLORE_STATE static uint32_t slot_generation;

static void object_allocate(uint32_t count)
{
    slots = calloc(count, sizeof *slots);
    if (!slots)
        explore_panic("no memory for the table of locks");
    slot_count = count;
    slots_used = 0;
    slot_generation = 1;
}

void object_reset(void)
{
    if (!slots)
        object_allocate(FIRST_SLOTS);
    slots_used = 0;
    slot_generation++;
}

static struct slot *object_slot(uintptr_t address, enum object_kind kind)
{
    uint64_t hash = (address + kind) * 0x9e3779b97f4a7c15u >> 32;
    for (;; hash++) {
        struct slot *slot = &slots[hash & (slot_count - 1)];
        if (slot->generation != slot_generation)
            return slot;
        if (slot->object->address == address && slot->object->kind == kind)
            return slot;
    }
}

static void object_grow(void)
{
    struct slot *old = slots;
    uint32_t count = slot_count, generation = slot_generation;
    object_allocate(count * 2);
    for (uint32_t i = 0; i < count; i++) {
        if (old[i].generation != generation)
            continue;
        struct object *object = old[i].object;
        *object_slot(object->address, object->kind) =
            (struct slot){slot_generation, object};
        slots_used++;
    }
    free(old);
}

static void *object_make(struct slot *slot, uintptr_t address,
                         enum object_kind kind, size_t size)
{
    struct object *object = region_alloc(size);
    object->address = address;
    object->kind = kind;
    slot->generation = slot_generation;
    slot->object = object;
    return object;
}

void *object_at(const volatile void *address, enum object_kind kind,
                size_t size)
{
    struct slot *slot = object_slot((uintptr_t)address, kind);
    if (slot->generation != slot_generation) {
        if (++slots_used > slot_count / 2) {
            object_grow();
            slot = object_slot((uintptr_t)address, kind);
        }
        object_make(slot, (uintptr_t)address, kind, size);
    }
    slot->object->uses++;
    return slot->object;
}

void *object_renew(const volatile void *address, enum object_kind kind,
                   size_t size)
{
    object_at(address, kind, size);
    struct slot *slot = object_slot((uintptr_t)address, kind);
    return object_make(slot, (uintptr_t)address, kind, size);
}

const char *object_title(enum object_kind kind)
{
    static const char *const titles[] = {
        [OBJECT_MUTEX] = "mutex",
        [OBJECT_COND] = "condition variable",
        [OBJECT_RWLOCK] = "read-write lock",
        [OBJECT_BARRIER] = "barrier",
        [OBJECT_SEMAPHORE] = "semaphore",
        [OBJECT_ONCE] = "once control",
        [OBJECT_ATOMIC] = "atomic",
    };
    return titles[kind];
}
