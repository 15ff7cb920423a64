#define _GNU_SOURCE
#include "tls.h"

#include <link.h>
#include <string.h>
#include <sys/auxv.h>

#include "region.h"
#include "state.h"

struct tls {
    char *variables;   /* of the executable, in this block */
    uintptr_t pointer; /* thread pointer that belongs to the block */
};

EXPLORE_STATE static const char *tls_image; /* initial values */
EXPLORE_STATE static size_t tls_image_size;
EXPLORE_STATE static size_t tls_size;
EXPLORE_STATE static char *tls_here;   /* the process's own variables */
EXPLORE_STATE static char *tls_lowest; /* of any module */

/* The executable is the first module that is reported. */
static int tls_visit(struct dl_phdr_info *info, size_t size, void *first)
{
    (void)size;
    char *data = info->dlpi_tls_data;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type != PT_TLS || !data)
            continue;
        if (*(bool *)first) {
            tls_image = (const char *)info->dlpi_addr + header->p_vaddr;
            tls_image_size = header->p_filesz;
            tls_size = header->p_memsz;
            tls_here = data;
        }
        if (!tls_lowest || data < tls_lowest)
            tls_lowest = data;
    }
    *(bool *)first = false;
    return 0;
}

static void tls_find(void)
{
    bool first = true;
    tls_lowest = NULL;
    tls_size = 0;
    dl_iterate_phdr(tls_visit, &first);
}

static void tls_fill(struct tls *tls)
{
    memcpy(tls->variables, tls_image, tls_image_size);
    memset(tls->variables + tls_image_size, 0, tls_size - tls_image_size);
}

#if defined(__x86_64__) && !defined(EXPLORE_PORTABLE)

#include <asm/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HWCAP2_FSGSBASE_BIT (1ul << 1)
#define CONTROL_SIZE 2304 /* struct pthread of glibc 2.36 and before */
#define BLOCK_ALIGN 64

EXPLORE_STATE static bool tls_can_write_fs;

static uintptr_t tls_pointer(void)
{
    uintptr_t pointer;
    __asm__("movq %%fs:0, %0" : "=r"(pointer));
    return pointer;
}

EXPLORE_STATE static uintptr_t tls_own_pointer;

void tls_prepare(void)
{
    tls_find();
    tls_own_pointer = tls_pointer();
    tls_can_write_fs = getauxval(AT_HWCAP2) & HWCAP2_FSGSBASE_BIT;
}

static void tls_set_pointer(uintptr_t pointer)
{
    if (tls_can_write_fs)
        __asm__ volatile("wrfsbase %0" ::"r"(pointer) : "memory");
    else
        syscall(SYS_arch_prctl, ARCH_SET_FS, pointer);
}

/*
 * The first and third word of the control block point to itself; everything
 * else (stack guard, locale, dynamic table) may be shared between copies.
 */
static void tls_adopt_control(uintptr_t pointer)
{
    uintptr_t *control = (uintptr_t *)pointer;
    control[0] = pointer;
    control[2] = pointer;
}

struct tls *tls_new(void)
{
    if (!tls_size)
        return NULL;
    size_t below = (size_t)(tls_own_pointer - (uintptr_t)tls_lowest);
    char *room = region_alloc(below + CONTROL_SIZE + 2 * BLOCK_ALIGN);
    uintptr_t pointer = (uintptr_t)room + below + BLOCK_ALIGN - 1;
    pointer &= ~(uintptr_t)(BLOCK_ALIGN - 1);
    memcpy((char *)pointer - below, tls_lowest, below + CONTROL_SIZE);
    tls_adopt_control(pointer);
    struct tls *tls = region_alloc(sizeof *tls);
    tls->pointer = pointer;
    tls->variables = (char *)pointer - (tls_own_pointer - (uintptr_t)tls_here);
    tls_fill(tls);
    return tls;
}

void tls_switch(struct tls *from, struct tls *to)
{
    if (from != to)
        tls_set_pointer(to ? to->pointer : tls_own_pointer);
}

bool tls_is_copied(uintptr_t address)
{
    (void)address;
    return false;
}

uintptr_t tls_range(const struct tls *tls, size_t *size)
{
    *size = tls ? tls_size : 0;
    return tls ? (uintptr_t)tls->variables : 0;
}

#else

void tls_prepare(void)
{
    tls_find();
}

struct tls *tls_new(void)
{
    if (!tls_size)
        return NULL;
    struct tls *tls = region_alloc(sizeof *tls);
    tls->variables = region_alloc(tls_size);
    tls_fill(tls);
    return tls;
}

void tls_switch(struct tls *from, struct tls *to)
{
    if (from == to)
        return;
    if (from)
        memcpy(from->variables, tls_here, tls_size);
    if (to)
        memcpy(tls_here, to->variables, tls_size);
}

bool tls_is_copied(uintptr_t address)
{
    return address - (uintptr_t)tls_here < tls_size;
}

uintptr_t tls_range(const struct tls *tls, size_t *size)
{
    *size = tls ? tls_size : 0;
    return tls ? (uintptr_t)tls_here : 0;
}

#endif
