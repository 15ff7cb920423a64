#define _GNU_SOURCE
#include "names.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "elf_file.h"
#include "heap.h"
#include "lines.h"
#include "source.h"
#include "stack.h"
#include "thread.h"
#include "tls.h"
#include "variables.h"

const char *name_place(uintptr_t pc, char buffer[static NAME_SIZE])
{
    struct line_place place = lines_find(pc);
    if (place.path)
        snprintf(buffer, NAME_SIZE, "%s:%u", source_base_name(place.path),
                 place.line);
    else
        snprintf(buffer, NAME_SIZE, "at %#lx", (unsigned long)pc);
    return buffer;
}

/* The lock of a critical region is called after it. */
static const char *name_critical(const char *symbol)
{
    static const char prefix[] = ".gomp_critical_user_";
    if (strncmp(symbol, prefix, sizeof prefix - 1))
        return symbol;
    symbol += sizeof prefix - 1;
    return *symbol && *symbol != '.' ? symbol : "critical_without_name";
}

/* "total", "queue.items[2]" or "name+8"; a static in a function is name.0. */
static void name_symbol(const struct elf_symbol *symbol, uintptr_t address,
                        char *buffer)
{
    const char *text = name_critical(symbol->name);
    int length = (int)strcspn(text, ".@");
    size_t offset = address - symbol->start;
    char part[NAME_SIZE / 2];
    if (variable_part(symbol->start, offset, part, sizeof part))
        snprintf(buffer, NAME_SIZE, "%.*s%s", length, text, part);
    else if (offset == 0)
        snprintf(buffer, NAME_SIZE, "%.*s", length, text);
    else
        snprintf(buffer, NAME_SIZE, "%.*s+%zu", length, text, offset);
}

/*
 * The name that is assigned to on a line, or at the end of the line before:
 * "q" in "struct queue *q = calloc(".
 */
static bool name_assigned(struct line_place place, char *name, size_t room)
{
    const char *line = source_line(&place);
    place.line--;
    if (line && !strchr(line, '='))
        line = source_line(&place);
    const char *equal = line ? strchr(line, '=') : NULL;
    if (!equal || equal == line || equal[1] == '=')
        return false;
    const char *end = equal;
    while (end > line && end[-1] == ' ')
        end--;
    const char *start = end;
    while (start > line &&
           (isalnum((unsigned char)start[-1]) || start[-1] == '_'))
        start--;
    snprintf(name, room, "%.*s", (int)(end - start), start);
    return start < end;
}

/* "q->count", after the pointer that the block was assigned to first. */
static bool name_by_pointer(const struct heap_block *block, size_t offset,
                            char *buffer)
{
    char name[NAME_SIZE / 4], part[NAME_SIZE / 4];
    struct line_place place = lines_find(block->made_at);
    if (!place.path || offset >= block->size ||
        !name_assigned(place, name, sizeof name) ||
        !variable_target(source_base_name(place.path), name, block->size,
                         offset, part, sizeof part))
        return false;
    snprintf(buffer, NAME_SIZE, "%s%s", name, part);
    return true;
}

static void name_heap(uintptr_t address, char *buffer)
{
    const struct heap_block *block = heap_block_before(address);
    char place[NAME_SIZE];
    if (!block) {
        snprintf(buffer, NAME_SIZE, "an address before the heap");
        return;
    }
    name_place(block->made_at, place);
    size_t offset = address - block->address;
    if (name_by_pointer(block, offset, buffer))
        return;
    if (offset >= block->size)
        snprintf(buffer, NAME_SIZE,
                 "byte %zu after the end of the %zu bytes\n"
                 "allocated at %.100s",
                 offset - block->size, block->size, place);
    else
        snprintf(buffer, NAME_SIZE,
                 "byte %zu of the %zu bytes allocated at %.100s", offset,
                 block->size, place);
}

static bool name_thread_memory(uintptr_t address, char *buffer)
{
    for (unsigned id = 0; id < thread_count(); id++) {
        const struct thread *thread = thread_at(id);
        size_t size;
        uintptr_t start = tls_range(thread->tls, &size);
        struct name owner = name_thread(id);
        if (address - start < size) {
            struct elf_symbol symbol = elf_thread_local(address - start);
            snprintf(buffer, NAME_SIZE, "%s of %s",
                     symbol.name ? symbol.name : "a thread-local variable",
                     owner.text);
            return true;
        }
        if (address - (uintptr_t)thread->stack->bytes < STACK_SIZE) {
            snprintf(buffer, NAME_SIZE, "a variable on the stack of %s",
                     owner.text);
            return true;
        }
    }
    return false;
}

const char *name_address(uintptr_t address, char buffer[static NAME_SIZE])
{
    struct elf_symbol symbol = elf_variable(address);
    if (symbol.name)
        name_symbol(&symbol, address, buffer);
    else if (heap_owns(address))
        name_heap(address, buffer);
    else if (!name_thread_memory(address, buffer))
        snprintf(buffer, NAME_SIZE, "address %#lx", (unsigned long)address);
    return buffer;
}

const char *name_address_short(uintptr_t address, char buffer[static NAME_SIZE])
{
    const struct heap_block *block =
        heap_owns(address) ? heap_block_before(address) : NULL;
    if (block) {
        size_t offset = address - block->address;
        if (!name_by_pointer(block, offset, buffer))
            snprintf(buffer, NAME_SIZE, "heap:%u+%zu",
                     lines_find(block->made_at).line, offset);
    } else if (!elf_variable(address).name &&
               name_thread_memory(address, buffer)) {
        snprintf(buffer, NAME_SIZE, "local@%lx",
                 (unsigned long)(address & 0xffffff));
    } else {
        name_address(address, buffer);
    }
    return buffer;
}

const char *name_whole(uintptr_t address, char buffer[static NAME_SIZE])
{
    struct elf_symbol symbol = elf_variable(address);
    const struct heap_block *block =
        heap_owns(address) ? heap_block_before(address) : NULL;
    char place[NAME_SIZE];
    if (symbol.name)
        snprintf(buffer, NAME_SIZE, "%.*s", (int)strcspn(symbol.name, ".@"),
                 symbol.name);
    else if (block)
        snprintf(buffer, NAME_SIZE, "memory from %.100s",
                 name_place(block->made_at, place));
    else
        name_address(address, buffer);
    return buffer;
}

struct name name_thread(unsigned id)
{
    struct name name = {"main"};
    if (id)
        snprintf(name.text, sizeof name.text, "thread %u", id);
    return name;
}
