/*
 * Functions of libc that read and write the program's memory. The step comes
 * first and the length of a string is taken after it, since another thread may
 * change the string meanwhile.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"

static void string_step(uintptr_t pc)
{
    if (run_active)
        scheduler_point(pc);
}

static void string_reads(const void *from, size_t size, uintptr_t pc)
{
    if (run_active)
        access_check(from, size, ACCESS_READ, pc);
}

static void string_writes(const void *to, size_t size, uintptr_t pc)
{
    if (run_active)
        access_check(to, size, ACCESS_WRITE, pc);
}

/* Bytes that a function looks at which stops at the end of a string. */
static size_t string_extent(const char *text, size_t most)
{
    size_t length = strnlen(text, most);
    return length < most ? length + 1 : most;
}

void *explore_memcpy(void *to, const void *from, size_t size)
{
    string_step(CALLER);
    string_reads(from, size, CALLER);
    string_step(CALLER);
    string_writes(to, size, CALLER);
    return memcpy(to, from, size);
}

void *explore_memmove(void *to, const void *from, size_t size)
{
    string_step(CALLER);
    string_reads(from, size, CALLER);
    string_step(CALLER);
    string_writes(to, size, CALLER);
    return memmove(to, from, size);
}

void *explore_memset(void *to, int byte, size_t size)
{
    string_step(CALLER);
    string_writes(to, size, CALLER);
    return memset(to, byte, size);
}

void explore_bzero(void *to, size_t size)
{
    string_step(CALLER);
    string_writes(to, size, CALLER);
    memset(to, 0, size);
}

void explore_explicit_bzero(void *to, size_t size)
{
    explore_bzero(to, size);
}

int explore_memcmp(const void *a, const void *b, size_t size)
{
    string_step(CALLER);
    string_reads(a, size, CALLER);
    string_reads(b, size, CALLER);
    return memcmp(a, b, size);
}

void *explore_memchr(const void *from, int byte, size_t size)
{
    string_step(CALLER);
    string_reads(from, size, CALLER);
    return memchr(from, byte, size);
}

size_t explore_strlen(const char *text)
{
    string_step(CALLER);
    string_reads(text, strlen(text) + 1, CALLER);
    return strlen(text);
}

char *explore_strcpy(char *to, const char *from)
{
    string_step(CALLER);
    size_t size = strlen(from) + 1;
    string_reads(from, size, CALLER);
    string_writes(to, size, CALLER);
    return memcpy(to, from, size);
}

char *explore_stpcpy(char *to, const char *from)
{
    string_step(CALLER);
    size_t size = strlen(from) + 1;
    string_reads(from, size, CALLER);
    string_writes(to, size, CALLER);
    return (char *)memcpy(to, from, size) + size - 1;
}

char *explore_strncpy(char *to, const char *from, size_t size)
{
    string_step(CALLER);
    string_reads(from, string_extent(from, size), CALLER);
    string_writes(to, size, CALLER);
    size_t length = strnlen(from, size);
    memset(to + length, 0, size - length);
    return memcpy(to, from, length);
}

char *explore_strcat(char *to, const char *from)
{
    string_step(CALLER);
    size_t size = strlen(from) + 1;
    string_reads(to, strlen(to) + 1, CALLER);
    string_reads(from, size, CALLER);
    string_writes(to + strlen(to), size, CALLER);
    memcpy(to + strlen(to), from, size);
    return to;
}

char *explore_strncat(char *to, const char *from, size_t most)
{
    string_step(CALLER);
    size_t length = strnlen(from, most), start = strlen(to);
    string_reads(to, start + 1, CALLER);
    string_reads(from, string_extent(from, most), CALLER);
    string_writes(to + start, length + 1, CALLER);
    memcpy(to + start, from, length);
    to[start + length] = '\0';
    return to;
}

int explore_strcmp(const char *a, const char *b)
{
    string_step(CALLER);
    string_reads(a, strlen(a) + 1, CALLER);
    string_reads(b, strlen(b) + 1, CALLER);
    return strcmp(a, b);
}

int explore_strncmp(const char *a, const char *b, size_t most)
{
    string_step(CALLER);
    string_reads(a, string_extent(a, most), CALLER);
    string_reads(b, string_extent(b, most), CALLER);
    return strncmp(a, b, most);
}

char *explore_strchr(const char *text, int byte)
{
    string_step(CALLER);
    string_reads(text, strlen(text) + 1, CALLER);
    return strchr(text, byte);
}

char *explore_strrchr(const char *text, int byte)
{
    string_step(CALLER);
    string_reads(text, strlen(text) + 1, CALLER);
    return strrchr(text, byte);
}

char *explore_strstr(const char *text, const char *part)
{
    string_step(CALLER);
    string_reads(text, strlen(text) + 1, CALLER);
    string_reads(part, strlen(part) + 1, CALLER);
    return strstr(text, part);
}

/* ---- sorting and searching: the comparison is code of the program ---- */

typedef int (*comparison)(const void *, const void *);

void explore_qsort(void *items, size_t count, size_t size, comparison compare)
{
    string_step(CALLER);
    string_reads(items, count * size, CALLER);
    string_step(CALLER);
    string_writes(items, count * size, CALLER);
    qsort(items, count, size, compare);
}

void *explore_bsearch(const void *key, const void *items, size_t count,
                      size_t size, comparison compare)
{
    string_step(CALLER);
    string_reads(items, count * size, CALLER);
    return bsearch(key, items, count, size, compare);
}
