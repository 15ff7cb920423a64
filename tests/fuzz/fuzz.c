/* fuzz.c - see fuzz.h; takes the place of die.c */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../grader/die.h"
#include "../../grader/explore/panic.h"
#include "fuzz.h"

static jmp_buf back;
static int armed;

static _Noreturn void give_up(void)
{
    if (!armed)
        abort(); /* a parser that returns its errors must not die */
    longjmp(back, 1);
}

void die(const char *format, ...)
{
    (void)format;
    give_up();
}

void die_errno(const char *format, ...)
{
    (void)format;
    give_up();
}

void die_status(enum status status, const char *format, ...)
{
    (void)status, (void)format;
    give_up();
}

void explore_panic(const char *format, ...)
{
    (void)format;
    abort();
}

int fuzz_survives(void (*run)(void *data), void *data)
{
    armed = 1;
    int died = setjmp(back);
    if (died == 0)
        run(data);
    armed = 0;
    return !died;
}

/* One of its own in FUZZ_FOLDER, which run sweeps. */
static void enter_folder(void)
{
    static char folder[4096];
    static int entered;
    const char *where = getenv("FUZZ_FOLDER");
    if (entered)
        return;
    snprintf(folder, sizeof folder, "%s/parcours-fuzz-XXXXXX",
             where == NULL ? "/dev/shm" : where);
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 ||
        mkdir("episodes", 0700) != 0 || mkdir("episodes/fuzz", 0700) != 0) {
        perror(folder);
        exit(4);
    }
    entered = 1;
}

const char *fuzz_file(const char *name, const uint8_t *data, size_t size)
{
    enter_folder();
    FILE *f = fopen(name, "w");
    if (f == NULL || fwrite(data, 1, size, f) != size || fclose(f) != 0) {
        perror(name);
        exit(4);
    }
    return name;
}

char *fuzz_string(const uint8_t *data, size_t size)
{
    char *s = malloc(size + 1);
    if (s == NULL)
        abort();
    if (size > 0)
        memcpy(s, data, size);
    s[size] = '\0';
    return s;
}
