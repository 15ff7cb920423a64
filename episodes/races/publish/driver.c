/* driver.c - worker side of `publish`: unpacks a call, and makes tables. */
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "calls.h"
#include "driver.h"
#include "range.h"
#include "team.h"

/* --- letters ------------------------------------------------------------- */

static void run_send(const void *args)
{
    const struct post_args *a = args;
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience) {
        if (letter_put(&a->letters[done]))
            done++;
        else if (++refused < a->patience)
            sched_yield();
    }
    *a->done = done;
}

static void run_receive(const void *args)
{
    const struct post_args *a = args;
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience) {
        if (letter_take(&a->letters[done]))
            done++;
        else if (++refused < a->patience)
            sched_yield();
    }
    *a->done = done;
}

/* --- readings ------------------------------------------------------------ */

static void run_publish(const void *args)
{
    const struct reading_args *a = args;
    for (size_t i = 0; i < a->n; i++)
        reading_publish(&a->readings[i]);
}

static void run_watch(const void *args)
{
    const struct reading_args *a = args;
    for (size_t i = 0; i < a->n; i++)
        a->readings[i] = reading_latest();
}

/* --- the table ----------------------------------------------------------- */

/* Relaxed, so that it does not order what the learner's code does not. */
static _Atomic size_t made;

const struct table *table_make(void)
{
    static struct table tables[16];
    size_t i = atomic_fetch_add_explicit(&made, 1, memory_order_relaxed);
    struct table *t = &tables[i % 16];
    sched_yield();
    for (unsigned e = 0; e < TABLE_SIZE; e++)
        t->entries[e] = e * e;
    return t;
}

static uint64_t sum_of(const struct table *table)
{
    uint64_t sum = 0;
    for (unsigned e = 0; e < TABLE_SIZE; e++)
        sum += table->entries[e];
    return sum;
}

static void run_table(const void *args)
{
    const struct table_args *a = args;
    const struct table *table = table_get();
    *a->where = (uintptr_t)table;
    *a->sum = table == NULL ? 0 : sum_of(table);
    *a->made = atomic_load_explicit(&made, memory_order_relaxed);
}

/* --- the answers --------------------------------------------------------- */

static void run_litmus(const void *args)
{
    const struct litmus_args *a = args;
    memcpy(a->answers, litmus, sizeof litmus);
}

/* --- many calls ---------------------------------------------------------- */

struct crowd {
    size_t times;
    uint64_t sums[64];
};

static void watch(unsigned rank, unsigned threads, void *shared)
{
    struct crowd *crowd = shared;
    struct range mine = range_part(crowd->times, threads, rank);
    uint64_t sum = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        sum += publish_mix(reading_latest().humidity);
    crowd->sums[rank] = sum;
}

static void look_up(unsigned rank, unsigned threads, void *shared)
{
    struct crowd *crowd = shared;
    struct range mine = range_part(crowd->times, threads, rank);
    uint64_t sum = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        sum += publish_mix(table_get()->entries[i % TABLE_SIZE]);
    crowd->sums[rank] = sum;
}

static void run_often(const struct often_args *a, team_body *body)
{
    struct crowd crowd = {.times = a->times};
    uint64_t sum = 0;
    team_run(a->threads, body, &crowd);
    for (unsigned i = 0; i < a->threads; i++)
        sum += crowd.sums[i];
    *a->sum = sum;
}

static void run_watch_often(const void *args)
{
    run_often(args, watch);
}

static void run_table_often(const void *args)
{
    run_often(args, look_up);
}

DRIVER_OPS(run_send, run_receive, run_publish, run_watch, run_table, run_litmus,
           run_watch_often, run_table_often);
