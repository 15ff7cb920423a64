#include "fetched.h"

#include <stdlib.h>
#include <string.h>

#include "finding.h"
#include "shadow.h"

enum { MOST = 64 };

bool fetched_any;

static struct fetched {
    struct fetched_copy copy;
    uint8_t *unset; /* a bit a byte; NULL: free */
    bool read;      /* by the host, in part */
} fetched[MOST];

static uintptr_t lowest = UINTPTR_MAX, highest;

static bool overlap(const struct fetched *f, uintptr_t address, size_t size)
{
    return f->unset && address < f->copy.to + f->copy.size &&
           f->copy.to < address + size;
}

static void forget(struct fetched *f)
{
    free(f->unset);
    f->unset = NULL;
}

static struct fetched *place_for(const struct fetched_copy *copy)
{
    struct fetched *place = NULL;
    for (int i = 0; i < MOST; i++) {
        if (overlap(&fetched[i], copy->to, copy->size))
            forget(&fetched[i]); /* nobody will see what it brought */
        if (!fetched[i].unset && !place)
            place = &fetched[i];
    }
    return place;
}

void fetched_add(const struct fetched_copy *copy)
{
    struct fetched *place = place_for(copy);
    uint8_t *unset = place ? calloc(copy->size / 8 + 1, 1) : NULL;
    if (!unset) {
        finding_never_written(copy, 0);
        return;
    }
    for (size_t i = 0; i < copy->size; i++)
        if (shadow_unset(copy->from + i, 1) == 0)
            unset[i / 8] |= (uint8_t)(1u << i % 8);
    *place = (struct fetched){*copy, unset, false};
    fetched_any = true;
    if (copy->to < lowest)
        lowest = copy->to;
    if (copy->to + copy->size > highest)
        highest = copy->to + copy->size;
}

/* Whether all of these bytes have no value and still are as they came: a
 * structure may have gaps. */
static bool is_unwritten(const struct fetched *f, uintptr_t address,
                         size_t size)
{
    size_t unset = 0;
    for (uintptr_t at = address; at < address + size; at++) {
        size_t i = at - f->copy.to;
        if (i >= f->copy.size || !(f->unset[i / 8] >> i % 8 & 1))
            continue;
        unset++;
        if (*(const unsigned char *)at != shadow_poison())
            return false;
    }
    return unset == size;
}

static void set(struct fetched *f, uintptr_t address, size_t size)
{
    for (uintptr_t at = address; at < address + size; at++) {
        size_t i = at - f->copy.to;
        if (i < f->copy.size)
            f->unset[i / 8] &= (uint8_t) ~(1u << i % 8);
    }
}

void fetched_access(uintptr_t address, size_t size, bool write, uintptr_t pc)
{
    if (address >= highest || address + size <= lowest)
        return;
    for (int i = 0; i < MOST; i++) {
        struct fetched *f = &fetched[i];
        if (!overlap(f, address, size))
            continue;
        if (write) {
            set(f, address, size);
            continue;
        }
        f->read = true;
        if (is_unwritten(f, address, size)) {
            finding_never_written(&f->copy, pc);
            forget(f);
        }
    }
}

void fetched_end(void)
{
    for (int i = 0; i < MOST; i++) {
        if (fetched[i].unset && !fetched[i].read)
            finding_never_written(&fetched[i].copy, 0);
        forget(&fetched[i]);
    }
}
