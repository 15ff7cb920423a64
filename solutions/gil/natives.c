/*
 * natives.c - one way to do it, and why it is right.
 *
 * native_nap, native_digest and native_median work with numbers that they got
 * by value and with memory of their own.  Nothing of that can be reached by
 * another thread, so they need the lock for nothing, and give it up as soon as
 * they know that there is work.  An error is returned before that: whoever
 * drops the lock first and returns early returns without it, and the
 * interpreter would go on and give back what it does not hold.
 *
 * native_mend changes the items of a list, and a list belongs to everybody.
 * To drop the lock during the rounds and to take it for each item would be
 * free of data races and still wrong: while an item is in work, another thread
 * may put the same item through rounds of its own, and one of the two results
 * is lost; or it may append, and the item has moved elsewhere in memory.  One
 * step for all others means: the lock is kept.  If that is too long, the list
 * needs a lock of its own, and everybody has to use it; see `free`.
 */
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
    size_t n = pico_length(list);
    for (size_t i = 0; i < n; i++) {
        struct pico_value *item = pico_item(list, i);
        item->integer = work_rounds(item->integer, arguments[1].integer);
    }
    result->integer = (int64_t)n;
    return NULL;
}
