/* arena.c - see arena.h */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../worker/wire.h"
#include "arena.h"
#include "random.h"

#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x0010
#endif

enum { ALIGN = 64, GUARD = 64, BLOCKS = 4096 };

struct block {
    size_t start, bytes; /* without its guards; from the start of OUT */
    uint64_t poison;     /* seed of what it and its guards were filled with */
};

static int in_fd = -1, out_fd = -1;
static size_t in_used, out_used, out_high;
static struct block blocks[BLOCKS];
static size_t nblocks;
static char *copy; /* of OUT; as large as the arena, touched as needed */

static char *in_base(void)
{
    return (char *)WIRE_IN_BASE; /* NOLINT */
}

static char *out_base(void)
{
    return (char *)WIRE_OUT_BASE; /* NOLINT */
}

static int make(const char *name, size_t size, unsigned long at)
{
    int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || ftruncate(fd, (off_t)size) != 0)
        return -1;
    void *want = (void *)at; /* NOLINT */
    void *got = mmap(want, size, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0);
    return got == want ? fd : -1;
}

bool arena_init(void)
{
    const int sized = F_SEAL_SHRINK | F_SEAL_GROW;
    in_fd = make("in", WIRE_IN_SIZE, WIRE_IN_BASE);
    out_fd = make("out", WIRE_OUT_SIZE, WIRE_OUT_BASE);
    copy = mmap(NULL, WIRE_OUT_SIZE, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    arena_reset();
    return in_fd >= 0 && out_fd >= 0 && copy != MAP_FAILED &&
           fcntl(in_fd, F_ADD_SEALS,
                 sized | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL) == 0 &&
           fcntl(out_fd, F_ADD_SEALS, sized | F_SEAL_SEAL) == 0;
}

int arena_in_fd(void)
{
    return in_fd;
}

int arena_out_fd(void)
{
    return out_fd;
}

void arena_reset(void)
{
    in_used = out_used = WIRE_HEAD;
    nblocks = 0;
}

static size_t round_up(size_t bytes)
{
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

void *arena_in(size_t bytes)
{
    if (bytes > WIRE_IN_SIZE - in_used - ALIGN)
        return NULL;
    char *p = in_base() + in_used;
    in_used += round_up(bytes);
    memset(p, 0, bytes);
    return p;
}

/* Poison is a stream of random words; the stream also fills the guards. */
static void fill(char *p, size_t bytes, uint64_t seed)
{
    for (size_t i = 0; i < bytes; i += sizeof seed) {
        uint64_t word = random_mix(seed + i);
        size_t left = bytes - i;
        memcpy(p + i, &word, left < sizeof word ? left : sizeof word);
    }
}

static void poison(struct block *b)
{
    b->poison = random_next();
    fill(out_base() + b->start - GUARD, GUARD + round_up(b->bytes) + GUARD,
         b->poison);
}

void *arena_out(size_t bytes)
{
    size_t need = GUARD + round_up(bytes) + GUARD;
    if (nblocks == BLOCKS || bytes > WIRE_OUT_SIZE ||
        need > WIRE_OUT_SIZE - out_used)
        return NULL;
    struct block *b = &blocks[nblocks++];
    *b = (struct block){.start = out_used + GUARD, .bytes = bytes};
    out_used += need;
    out_high = out_used > out_high ? out_used : out_high;
    poison(b);
    return out_base() + b->start;
}

void arena_poison(void)
{
    for (size_t i = 0; i < nblocks; i++)
        poison(&blocks[i]);
}

/* Checks what lies around one block in the copy. */
static bool intact(const struct block *b, long *by)
{
    size_t all = GUARD + round_up(b->bytes) + GUARD;
    const char *start = copy + b->start - GUARD;
    char expected[sizeof(uint64_t)];
    for (size_t i = 0; i < all; i++) {
        if (i % sizeof expected == 0)
            fill(expected, sizeof expected, b->poison + i);
        if (i == GUARD && b->bytes >= sizeof expected) {
            /* skip what belongs to the worker, in whole words */
            i += b->bytes / sizeof expected * sizeof expected - 1;
            continue;
        }
        bool inside = i >= GUARD && i < GUARD + b->bytes;
        if (!inside && start[i] != expected[i % sizeof expected]) {
            *by = i < GUARD ? (long)i - GUARD : (long)(i - GUARD - b->bytes);
            return false;
        }
    }
    return true;
}

bool arena_take(size_t *block, long *by)
{
    memcpy(copy, out_base(), out_used);
    for (size_t i = 0; i < nblocks; i++) {
        *block = blocks[i].bytes;
        if (!intact(&blocks[i], by))
            return false;
    }
    return true;
}

const void *arena_copy(const void *out)
{
    size_t at = (size_t)((const char *)out - out_base());
    return at < out_used ? copy + at : NULL;
}
