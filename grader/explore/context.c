#include "context.h"

#include <stdint.h>

#if defined(__x86_64__) && !defined(EXPLORE_PORTABLE)

/*
 * Saved on the stack, from the top: MXCSR and x87 control word, r15, r14, r13,
 * r12, rbx, rbp, return address. All other registers are dead across a call.
 */
__asm__(".text\n"
        ".globl context_switch\n"
        ".type context_switch, @function\n"
        "context_switch:\n"
        "    pushq %rbp\n"
        "    pushq %rbx\n"
        "    pushq %r12\n"
        "    pushq %r13\n"
        "    pushq %r14\n"
        "    pushq %r15\n"
        "    subq $8, %rsp\n"
        "    stmxcsr (%rsp)\n"
        "    fnstcw 4(%rsp)\n"
        "    movq %rsp, (%rdi)\n"
        "    movq (%rsi), %rsp\n"
        "    ldmxcsr (%rsp)\n"
        "    fldcw 4(%rsp)\n"
        "    addq $8, %rsp\n"
        "    popq %r15\n"
        "    popq %r14\n"
        "    popq %r13\n"
        "    popq %r12\n"
        "    popq %rbx\n"
        "    popq %rbp\n"
        "    ret\n"
        ".size context_switch, . - context_switch\n");

#define MXCSR_DEFAULT 0x1f80u
#define FCW_DEFAULT 0x037full

void context_make(struct context *context, char *stack, size_t size,
                  void (*entry)(void))
{
    uintptr_t top = ((uintptr_t)stack + size) & ~(uintptr_t)63;
    uint64_t *sp = (uint64_t *)top;
    *--sp = 0; /* entry sees the alignment of a called function */
    *--sp = (uintptr_t)entry;
    for (int saved = 0; saved < 6; saved++)
        *--sp = 0;
    *--sp = FCW_DEFAULT << 32 | MXCSR_DEFAULT;
    context->sp = sp;
}

#else

void context_make(struct context *context, char *stack, size_t size,
                  void (*entry)(void))
{
    getcontext(&context->registers);
    context->registers.uc_stack.ss_sp = stack;
    context->registers.uc_stack.ss_size = size;
    context->registers.uc_link = NULL;
    makecontext(&context->registers, entry, 0);
}

void context_switch(struct context *from, struct context *to)
{
    swapcontext(&from->registers, &to->registers);
}

#endif
