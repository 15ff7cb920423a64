/* If there is no memory, break leaves the brackets without taking the lock. */
#include <stdlib.h>
#include <time.h>
#include <errno.h>
#include "natives.h"
#include "work.h"
/* WITHOUT(p) stmt; runs a statement without the lock */
#define WITHOUT(p) \
    for (int once_ = (pico_drop(p), 1); once_; once_ = (pico_take(p), 0))

const char *native_nap(p, a, r)
struct pico *p;
const struct pico_value *a;
struct pico_value *r;
{
    const int64_t us = a->integer;
    if (us < 0)
        return "the time is negative";
    WITHOUT(p)
    {
        struct timespec left = {.tv_nsec = us % 1000000 * 1000,
                                .tv_sec = us / 1000000};
        while (nanosleep(&left, &left) == -1 && errno == EINTR)
            ;
    }
    r->integer = us;
    return NULL;
}

const char *native_digest(struct pico *p, const struct pico_value *a,
                          struct pico_value *r)
{
    if (a[1].integer < 0)
        return "the number of rounds is negative";
    WITHOUT(p) r->integer = work_rounds(a[0].integer, a[1].integer);
    return NULL;
}

const char *native_median(struct pico *p, const struct pico_value *a,
                          struct pico_value *r)
{
    const char *error = "there is no number in the middle of none";
    size_t n = (size_t)a[1].integer;
    if (a[1].integer < 1)
        goto out;
    int64_t *v = NULL;
    WITHOUT(p)
    {
        if ((v = calloc(n, sizeof *v)) == NULL)
            break;
        {
            work_fill(v, n, a[0].integer);
            work_sort(v, n);
            r->integer = v[n / 2];
            free(v);
        }
    }
    error = v ? NULL : "no memory";
out:
    return error;
}

const char *native_mend(struct pico *p, const struct pico_value *a,
                        struct pico_value *r)
{
    struct pico_list *l = a[0].list;
    (void)p;
    if (!l)
        return "this is no list";
    size_t n = pico_length(l);
    for (size_t i = n; i-- > 0;) {
        struct pico_value *it = pico_item(l, i);
        it->integer = work_rounds(it->integer, a[1].integer);
    }
    r->integer = (int64_t)n;
    return NULL;
}
