/* Mends a copy without the lock, and begins anew if the list has changed. */
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "natives.h"
#include "work.h"

const char *native_nap(struct pico *p, const struct pico_value *arguments,
                       struct pico_value *result)
{
    int64_t us = arguments[0].integer;
    if (us < 0)
        return "the time is negative";
    struct timespec length = {us / 1000000, us % 1000000 * 1000};
    pico_drop(p);
    nanosleep(&length, NULL);
    pico_take(p);
    result->integer = us;
    return NULL;
}

const char *native_digest(struct pico *p, const struct pico_value *arguments,
                          struct pico_value *result)
{
    if (arguments[1].integer < 0)
        return "the number of rounds is negative";
    pico_drop(p);
    result->integer = work_rounds(arguments[0].integer, arguments[1].integer);
    pico_take(p);
    return NULL;
}

const char *native_median(struct pico *p, const struct pico_value *arguments,
                          struct pico_value *result)
{
    int64_t n = arguments[1].integer;
    if (n < 1)
        return "there is no number in the middle of none";
    int64_t *numbers = malloc((size_t)n * sizeof *numbers);
    if (numbers == NULL)
        return "no memory";
    pico_drop(p);
    work_fill(numbers, (size_t)n, arguments[0].integer);
    work_sort(numbers, (size_t)n);
    pico_take(p);
    result->integer = numbers[n / 2];
    free(numbers);
    return NULL;
}

const char *native_mend(struct pico *p, const struct pico_value *arguments,
                        struct pico_value *result)
{
    struct pico_list *list = arguments[0].list;
    (void)p;
    if (list == NULL)
        return "this is no list";
    size_t n;
    int64_t *old = NULL, *new = NULL;
    for (bool same = false; !same;) {
        n = pico_length(list);
        old = realloc(old, (n + 1) * sizeof *old),
        new = realloc(new, (n + 1) * sizeof *new);
        if (old == NULL || new == NULL)
            abort();
        for (size_t i = 0; i < n; i++)
            old[i] = pico_item(list, i)->integer;
        pico_drop(p);
        for (size_t i = 0; i < n; i++)
            new[i] = work_rounds(old[i], arguments[1].integer);
        pico_take(p);
        same = pico_length(list) == n;
        for (size_t i = 0; i < n && same; i++)
            same = pico_item(list, i)->integer == old[i];
    }
    for (size_t i = 0; i < n; i++)
        pico_item(list, i)->integer = new[i];
    free(old);
    free(new);
    result->integer = (int64_t)n;
    return NULL;
}
