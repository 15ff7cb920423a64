/*
 * memory.c - no memory that can be run.
 *
 * Machine code that a program writes down as numbers, and then runs, is seen by
 * no detector. Who asks for memory to run it in is told that there is none.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/types.h>

static bool may(int protection)
{
    if ((protection & PROT_EXEC) != 0)
        errno = EACCES;
    return (protection & PROT_EXEC) == 0;
}

void *__real_mmap(void *at, size_t length, int protection, int flags, int file,
                  off_t from);
void *__wrap_mmap(void *at, size_t length, int protection, int flags, int file,
                  off_t from);
void *__wrap_mmap(void *at, size_t length, int protection, int flags, int file,
                  off_t from)
{
    return may(protection)
               ? __real_mmap(at, length, protection, flags, file, from)
               : MAP_FAILED;
}

/* Offsets have 64 bits under either name. */
void *__wrap_mmap64(void *at, size_t length, int protection, int flags,
                    int file, off_t from);
void *__wrap_mmap64(void *at, size_t length, int protection, int flags,
                    int file, off_t from)
{
    return __wrap_mmap(at, length, protection, flags, file, from);
}

int __real_mprotect(void *at, size_t length, int protection);
int __wrap_mprotect(void *at, size_t length, int protection);
int __wrap_mprotect(void *at, size_t length, int protection)
{
    return may(protection) ? __real_mprotect(at, length, protection) : -1;
}

int __real_pkey_mprotect(void *at, size_t length, int protection, int key);
int __wrap_pkey_mprotect(void *at, size_t length, int protection, int key);
int __wrap_pkey_mprotect(void *at, size_t length, int protection, int key)
{
    return may(protection) ? __real_pkey_mprotect(at, length, protection, key)
                           : -1;
}

/* With READ_IMPLIES_EXEC all memory could be run. */
int __real_personality(unsigned long persona);
int __wrap_personality(unsigned long persona);
int __wrap_personality(unsigned long persona)
{
    if ((persona & READ_IMPLIES_EXEC) == 0 || persona == 0xffffffff)
        return __real_personality(persona);
    errno = EACCES;
    return -1;
}
