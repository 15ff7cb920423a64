#include "cache.h"

#include <string.h>

#include "costs.h"
#include "region.h"
#include "state.h"

#define MAX_CORES 64
#define PAGE_SHIFT 12
#define PAGE_LINES ((1u << PAGE_SHIFT) / LINE_SIZE)
#define FIRST_PAGES 1024u
#define RECENT 256u /* pages found without a search */
#define STREAMS 8u  /* sequences of lines that a core fetches ahead */

struct page {
    uintptr_t number;
    struct line lines[PAGE_LINES];
};

struct cache {
    struct page **pages; /* open hash table in the region */
    uint32_t room;       /* a power of two */
    uint32_t count;
    struct page *recent[RECENT];
    uintptr_t streams[MAX_CORES][STREAMS]; /* the last line of each */
    unsigned next_stream[MAX_CORES];
    struct moves *moves;
    unsigned long transfers;
    bool stopped;
};

EXPLORE_STATE static struct cache cache;

void cache_reset(void)
{
    memset(&cache, 0, sizeof cache);
}

/* ---- lines by their address ---- */

static struct page **cache_slot(uintptr_t number)
{
    uint64_t hash = number * 0x9e3779b97f4a7c15u >> 32;
    for (;; hash++) {
        struct page **slot = &cache.pages[hash & (cache.room - 1)];
        if (!*slot || (*slot)->number == number)
            return slot;
    }
}

static void cache_grow(void)
{
    struct page **old = cache.pages;
    uint32_t count = cache.room;
    cache.room = count ? count * 2 : FIRST_PAGES;
    cache.pages = region_alloc(cache.room * sizeof *cache.pages);
    for (uint32_t i = 0; i < count; i++)
        if (old[i])
            *cache_slot(old[i]->number) = old[i];
}

static struct page *cache_page(uintptr_t number, uint64_t *now)
{
    if (cache.count * 2 >= cache.room)
        cache_grow();
    struct page **slot = cache_slot(number);
    if (!*slot) {
        *slot = region_alloc(sizeof **slot);
        (*slot)->number = number;
        cache.count++;
        *now += costs[COST_PAGE];
    }
    return *slot;
}

struct line *cache_line(uintptr_t address, uint64_t *now)
{
    uintptr_t number = address >> PAGE_SHIFT;
    struct page **recent = &cache.recent[number % RECENT];
    if (!*recent || (*recent)->number != number)
        *recent = cache_page(number, now);
    return &(*recent)->lines[address / LINE_SIZE % PAGE_LINES];
}

/* ---- transfers ---- */

/* Does the core fetch one line after the other, so that it is here already? */
static bool cache_streams(unsigned core, uintptr_t address)
{
    uintptr_t number = address / LINE_SIZE;
    for (unsigned i = 0; i < STREAMS; i++) {
        uintptr_t *last = &cache.streams[core][i];
        if (*last + 1 != number && *last != number + 1)
            continue;
        *last = number;
        return true;
    }
    cache.streams[core][cache.next_stream[core]++ % STREAMS] = number;
    return false;
}

static struct moves *line_moves(struct line *line, uintptr_t address)
{
    if (!line->moves) {
        struct moves *moves = region_alloc(sizeof *moves);
        moves->address = address - address % LINE_SIZE;
        moves->next = cache.moves;
        if (line->writer)
            for (unsigned word = 0; word < LINE_WORDS; word++)
                moves->stale[word] = ~(1ull << (line->writer - 1));
        cache.moves = moves;
        line->moves = moves;
    }
    return line->moves;
}

static void moves_count(struct moves *moves, uintptr_t address, bool needless)
{
    unsigned word = address % LINE_SIZE / 4;
    if (cache.stopped)
        return;
    if (!moves->transfers[word]++)
        moves->first[word] = (uint8_t)(address % 4);
    moves->needless[word] += needless;
    cache.transfers++;
}

/* The words that an access touches. */
#define FOR_WORDS(word, address, size)              \
    for (unsigned word = (address) % LINE_SIZE / 4; \
         word <= ((address) + (size)-1) % LINE_SIZE / 4; word++)

static enum cost moves_cost(const struct moves *moves, bool ahead, bool atomic)
{
    if (moves->writes > 1)
        return atomic ? COST_TRANSFER : COST_BUFFERED;
    return ahead ? COST_STREAMED : COST_TRANSFER;
}

static uint64_t line_transfer(struct line *line, uintptr_t address, size_t size,
                              unsigned core, enum access_kind access,
                              uint64_t now)
{
    struct moves *moves = line_moves(line, address);
    uint64_t bit = 1ull << core, stale = 0;
    FOR_WORDS(word, address, size)
    stale |= moves->stale[word] & bit;
    moves_count(moves, address, !stale);
    for (unsigned word = 0; word < LINE_WORDS; word++)
        moves->stale[word] &= ~bit;
    moves->writes += access & ACCESS_WRITE;
    enum cost cost = moves_cost(moves, cache_streams(core, address),
                                access & ACCESS_ATOMIC_READ);
    if (moves->free_at > now)
        now = moves->free_at;
    moves->free_at = now + costs[cost];
    return moves->free_at;
}

/* Fetches a line that the core lacks, or may not write. */
static uint64_t line_fetch(struct line *line, uintptr_t address, size_t size,
                           unsigned core, enum access_kind access, uint64_t now)
{
    uint64_t others = line->holders & ~(1ull << core);
    if (others && (access & ACCESS_WRITE || line->writer))
        return line_transfer(line, address, size, core, access, now);
    if (line->holders & 1ull << core)
        return now;
    enum cost cost = others ? COST_SHARED : COST_MEMORY;
    return now + costs[cache_streams(core, address) ? COST_STREAMED : cost];
}

/* Does a core that reads the line take it as if to write? */
static bool line_is_taken(const struct line *line, uint64_t bit,
                          enum access_kind access)
{
    return access & ACCESS_WRITE ||
           (line_is_disputed(line) && line->moves->writers & bit);
}

static void line_note_write(struct moves *moves, uintptr_t address, size_t size,
                            uint64_t bit)
{
    moves->writers |= bit;
    FOR_WORDS(word, address, size)
    moves->stale[word] |= ~bit;
}

uint64_t cache_use(struct line *line, uintptr_t address, size_t size,
                   unsigned core, enum access_kind access, uint64_t now)
{
    uint64_t bit = 1ull << core;
    bool alone = line->writer == core + 1 && line->holders == bit;
    if (access & ACCESS_WRITE ? !alone : !(line->holders & bit)) {
        now = line_fetch(line, address, size, core, access, now);
        bool taken = line_is_taken(line, bit, access);
        line->holders = taken ? bit : line->holders | bit;
        line->writer = taken ? (uint8_t)(core + 1) : 0;
    }
    if (access & ACCESS_WRITE && line->moves)
        line_note_write(line->moves, address, size, bit);
    return now + costs[COST_ACCESS];
}

const struct moves *cache_moves(void)
{
    return cache.moves;
}

unsigned long cache_transfers(void)
{
    return cache.transfers;
}

void cache_restart(void)
{
    for (struct moves *moves = cache.moves; moves; moves = moves->next) {
        memset(moves->transfers, 0, sizeof moves->transfers);
        memset(moves->needless, 0, sizeof moves->needless);
    }
    cache.transfers = 0;
    cache.stopped = false;
}

void cache_stop(void)
{
    cache.stopped = true;
}
