/* Looks at the clock until the nap is over, without the lock. */
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
    struct timespec t, now;
    clock_gettime(CLOCK_MONOTONIC, &t);
    do
        clock_gettime(CLOCK_MONOTONIC, &now);
    while ((now.tv_sec - t.tv_sec) * 1000000000ll + now.tv_nsec - t.tv_nsec <
           us * 1000);
    (void)length;
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
    size_t n = pico_length(list);
    for (size_t i = 0; i < n; i++) {
        struct pico_value *item = pico_item(list, i);
        item->integer = work_rounds(item->integer, arguments[1].integer);
    }
    result->integer = (int64_t)n;
    return NULL;
}
