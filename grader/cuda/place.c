#include "place.h"

#include <ctype.h>
#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../explore/lines.h"

/* Our own code is C, and its headers lie in a folder. */
static bool place_is_learners(const char *path)
{
    size_t length = path ? strlen(path) : 0;
    return length > 2 && strcmp(path + length - 2, ".c") != 0 &&
           !strstr(path, "/include/") && !strstr(path, "cuda_runtime") &&
           !strstr(path, "<built-in>");
}

static void place_open(void)
{
    static int opened;
    if (!opened++)
        elf_open();
}

static struct line_place place_find(uintptr_t pc)
{
    place_open();
    return lines_find(pc);
}

struct elf_symbol place_variable(uintptr_t address)
{
    place_open();
    return elf_variable(address);
}

struct place_name place_name(uintptr_t pc)
{
    struct place_name name = {"?"};
    struct line_place place = place_find(pc);
    if (!place.path)
        return name;
    const char *slash = strrchr(place.path, '/');
    snprintf(name.text, sizeof name.text, "%.120s:%u",
             slash ? slash + 1 : place.path, place.line);
    return name;
}

unsigned place_line(uintptr_t pc)
{
    struct line_place place = place_find(pc);
    return place.path ? place.line : 0;
}

bool place_is_theirs(uintptr_t pc)
{
    struct line_place place = place_find(pc);
    return place.path && place.line && place_is_learners(place.path);
}

/* _ZL5total and _ZZ4mainE5total become total. */
struct place_name place_plain(const char *symbol)
{
    struct place_name name;
    const char *last = NULL;
    for (const char *p = symbol; *p; p++) {
        if (!isdigit((unsigned char)*p))
            continue;
        char *end;
        size_t length = strtoul(p, &end, 10);
        if (length && length <= strlen(end))
            last = p;
        p = end - 1 + (last == p ? length : 0);
    }
    if (strncmp(symbol, "_Z", 2) != 0 || !last) {
        snprintf(name.text, sizeof name.text, "%.150s", symbol);
        return name;
    }
    char *end;
    int length = (int)strtoul(last, &end, 10);
    snprintf(name.text, sizeof name.text, "%.*s", length, end);
    return name;
}

uintptr_t place_caller(void)
{
    void *frame[64];
    int n = backtrace(frame, 64);
    for (int i = 1; i < n; i++) {
        if (place_is_theirs((uintptr_t)frame[i]))
            return (uintptr_t)frame[i];
    }
    return 0;
}
