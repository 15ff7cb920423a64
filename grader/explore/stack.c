#define _GNU_SOURCE
#include "stack.h"

#include <elf.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>

#include "panic.h"
#include "shadow.h"
#include "state.h"

#define GUARD_SIZE ((size_t)1 << 20) /* a big local array may skip some */
#define MAX_STACKS 1024
/* Always the same place, so that pointers have the same value in a replay. */
#define STACKS_START ((uintptr_t)0x210000000000)
#define BELOW_DEEPEST 1024 /* frames of the runtime and of libc */

EXPLORE_STATE static struct stack stacks[MAX_STACKS];
EXPLORE_STATE static size_t stacks_mapped;
EXPLORE_STATE static size_t stacks_taken;

/* gcc puts a few instructions on the stack where the address of a function
 * within a function is taken, and says so in the program's header. */
static int stack_protection(void)
{
    const Elf64_Phdr *part = (const Elf64_Phdr *)getauxval(AT_PHDR);
    int protection = PROT_READ | PROT_WRITE;
    for (size_t n = getauxval(AT_PHNUM); n > 0; n--, part++)
        if (part->p_type == PT_GNU_STACK && part->p_flags & PF_X)
            protection |= PROT_EXEC;
    return protection;
}

static void stack_map(struct stack *stack)
{
    size_t distance = (size_t)(stack - stacks) * (GUARD_SIZE + STACK_SIZE);
    char *start =
        mmap((void *)(STACKS_START + distance), GUARD_SIZE + STACK_SIZE,
             stack_protection(),
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
             -1, 0);
    if (start == MAP_FAILED || mprotect(start, GUARD_SIZE, PROT_NONE))
        explore_panic("no memory for the stack of a logical thread");
    stack->bytes = start + GUARD_SIZE;
    stacks_mapped++;
}

static void stack_wipe(struct stack *stack)
{
    uintptr_t low = (uintptr_t)stack->bytes;
    uintptr_t high = low + STACK_SIZE;
    if (!stack->deepest)
        return;
    uintptr_t from = stack->deepest - BELOW_DEEPEST;
    if (from < low || from > high)
        from = low;
    memset((void *)from, 0, high - from);
    stack->deepest = 0;
}

struct stack *stack_take(void)
{
    if (stacks_taken == MAX_STACKS)
        return NULL;
    struct stack *stack = &stacks[stacks_taken++];
    if (!stack->bytes)
        stack_map(stack);
    stack_wipe(stack);
    stack->lowest = 0;
    return stack;
}

void stack_note_access(uintptr_t address)
{
    size_t index = (address - STACKS_START) / (GUARD_SIZE + STACK_SIZE);
    if (index < stacks_taken &&
        (!stacks[index].lowest || address < stacks[index].lowest))
        stacks[index].lowest = address;
}

void stack_forget(struct stack *stack, uintptr_t above)
{
    if (stack->lowest && stack->lowest < above)
        shadow_forget(stack->lowest, above - stack->lowest);
    stack->lowest = above;
}

void stack_reset(void)
{
    stacks_taken = 0;
}

bool stack_guards(uintptr_t address)
{
    for (size_t i = 0; i < stacks_mapped; i++)
        if ((uintptr_t)stacks[i].bytes - address - 1 < GUARD_SIZE)
            return true;
    return false;
}
