/*
 * Virtual time: the caches by themselves, and small bodies on virtual cores
 * that call the runtime as an instrumented object would.
 */
#include <check.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "cache.h"
#include "costs.h"
#include "explore.h"
#include "region.h"

int explore_pthread_create(pthread_t *, const pthread_attr_t *,
                           void *(*)(void *), void *);
int explore_pthread_join(pthread_t, void **);
int explore_pthread_mutex_lock(pthread_mutex_t *);
int explore_pthread_mutex_unlock(pthread_mutex_t *);
void __tsan_read8(void *);
void __tsan_write8(void *);

#define WORKERS 8
#define ROUNDS 60000

static _Alignas(64) long packed[WORKERS];
static _Alignas(64) struct {
    _Alignas(64) long value;
} padded[WORKERS];
static long total;
static pthread_mutex_t lock;

/* ---- caches ---- */

static uint64_t use(long *where, unsigned core, bool write)
{
    uintptr_t address = (uintptr_t)where;
    uint64_t now = 0;
    return cache_use(cache_line(address, &now), address, 8, core,
                     write ? ACCESS_WRITE : ACCESS_READ, 0);
}

static void cache_start(void)
{
    costs_reset();
    region_reset();
    cache_reset();
}

START_TEST(a_line_is_fetched_once_and_then_there)
{
    cache_start();
    ck_assert_uint_ge(use(&packed[0], 3, false), costs[COST_MEMORY]);
    ck_assert_uint_eq(use(&packed[1], 3, false), costs[COST_ACCESS]);
    ck_assert_uint_eq(use(&packed[1], 3, true), costs[COST_ACCESS]);
    ck_assert_uint_eq(cache_transfers(), 0);
}
END_TEST

START_TEST(a_write_takes_the_line_from_the_others)
{
    cache_start();
    for (unsigned core = 0; core < 64; core++)
        use(&packed[0], core, false);
    ck_assert_uint_eq(cache_transfers(), 0);
    use(&packed[0], 5, true);
    ck_assert_uint_eq(cache_transfers(), 1);
    ck_assert_uint_eq(use(&packed[0], 5, true), costs[COST_ACCESS]);
    use(&packed[0], 6, false);
    ck_assert_uint_eq(cache_transfers(), 2);
    ck_assert_uint_eq(use(&packed[0], 5, false), costs[COST_ACCESS]);
}
END_TEST

START_TEST(transfers_without_a_new_value_are_needless)
{
    cache_start();
    for (int round = 0; round < 10; round++) {
        use(&packed[0], 0, true);
        use(&packed[2], 1, true);
    }
    const struct moves *moves = cache_moves();
    ck_assert_ptr_nonnull(moves);
    ck_assert_uint_eq(cache_transfers(), 19);
    ck_assert_uint_eq(moves->needless[0], 9);
    ck_assert_uint_eq(moves->transfers[4], 10);
    use(&packed[2], 0, false); /* what core 1 wrote */
    ck_assert_uint_eq(moves->transfers[4] - moves->needless[4], 2);
}
END_TEST

START_TEST(cores_queue_for_a_line)
{
    cache_start();
    for (int i = 0; i < 3; i++)
        use(&packed[0], 0, true), use(&packed[0], 1, true);
    uint64_t first = use(&packed[0], 2, true);
    ck_assert_uint_eq(use(&packed[0], 3, true) - first, costs[COST_BUFFERED]);
}
END_TEST

/* ---- cores ---- */

static void on_all(void *(*work)(void *))
{
    pthread_t threads[WORKERS];
    for (long i = 0; i < WORKERS; i++)
        explore_pthread_create(&threads[i], NULL, work, (void *)i);
    for (int i = 0; i < WORKERS; i++)
        explore_pthread_join(threads[i], NULL);
}

static void add(long *where)
{
    __tsan_read8(where);
    __tsan_write8(where);
    ++*where;
}

static void *add_packed(void *number)
{
    for (int i = 0; i < ROUNDS; i++)
        add(&packed[(long)number]);
    return NULL;
}

static void *add_padded(void *number)
{
    for (int i = 0; i < ROUNDS; i++)
        add(&padded[(long)number].value);
    return NULL;
}

static void *add_locked(void *unused)
{
    for (int i = 0; i < ROUNDS / 10; i++) {
        explore_pthread_mutex_lock(&lock);
        add(&total);
        explore_pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *lock_twice(void *unused)
{
    explore_pthread_mutex_lock(&lock);
    explore_pthread_mutex_lock(&lock);
    return unused;
}

static void body(void *work)
{
    on_all(*(void *(**)(void *))work);
}

static struct explore_timing timed(void *(*work)(void *), unsigned cores)
{
    struct explore_machine machine = {.cores = cores};
    struct explore_timing timing;
    explore_virtual(&machine, body, &work, &timing);
    return timing;
}

static uint64_t time_of(void *(*work)(void *), unsigned cores)
{
    struct explore_timing timing = timed(work, cores);
    uint64_t time = timing.time;
    ck_assert_int_eq(timing.verdict, EXPLORE_CLEAN);
    explore_timing_clear(&timing);
    return time;
}

START_TEST(padded_slots_scale_and_packed_ones_do_not)
{
    ck_assert_uint_gt(time_of(add_padded, 1), 4 * time_of(add_padded, 8) / 3);
    ck_assert_uint_lt(time_of(add_packed, 1), time_of(add_packed, 8));
    struct explore_timing timing = timed(add_packed, 8);
    ck_assert_uint_ge(timing.line_count, 1);
    ck_assert_str_eq(timing.lines[0].name, "packed");
    ck_assert_uint_gt(timing.lines[0].needless,
                      timing.lines[0].transfers * 9 / 10);
    ck_assert_uint_eq(timing.threads, WORKERS + 1);
    explore_timing_clear(&timing);
    timing = timed(add_padded, 8);
    ck_assert_uint_lt(timing.transfers, 3 * WORKERS);
    explore_timing_clear(&timing);
}
END_TEST

START_TEST(a_lock_is_told_with_its_holds)
{
    struct explore_timing timing = timed(add_locked, 4);
    ck_assert_uint_eq(timing.lock_count, 1);
    ck_assert_str_eq(timing.locks[0].name, "lock");
    ck_assert_uint_eq(timing.locks[0].taken, WORKERS * ROUNDS / 10);
    ck_assert_uint_gt(timing.locks[0].waited, 0);
    ck_assert_uint_ge(timing.time, timing.locks[0].total);
    ck_assert_uint_ge(timing.locks[0].total, timing.locks[0].longest);
    ck_assert_int_eq(total, 0);
    explore_timing_clear(&timing);
}
END_TEST

START_TEST(a_deadlock_ends_the_run)
{
    struct explore_timing timing = timed(lock_twice, 2);
    ck_assert_int_eq(timing.verdict, EXPLORE_FOUND);
    ck_assert_ptr_nonnull(strstr(timing.why, "lock"));
    explore_timing_clear(&timing);
}
END_TEST

static bool same(const struct explore_timing *a, const struct explore_timing *b)
{
    if (a->time != b->time || a->work != b->work ||
        a->accesses != b->accesses || a->transfers != b->transfers ||
        a->line_count != b->line_count || a->lock_count != b->lock_count)
        return false;
    for (size_t i = 0; i < a->line_count; i++)
        if (strcmp(a->lines[i].name, b->lines[i].name) ||
            a->lines[i].transfers != b->lines[i].transfers ||
            a->lines[i].needless != b->lines[i].needless)
            return false;
    for (size_t i = 0; i < a->lock_count; i++)
        if (a->locks[i].waited != b->locks[i].waited ||
            a->locks[i].longest != b->locks[i].longest ||
            a->locks[i].total != b->locks[i].total)
            return false;
    return true;
}

START_TEST(a_hundred_runs_are_the_same_to_the_bit)
{
    struct explore_timing first = timed(add_locked, 3);
    for (int i = 0; i < 100; i++) {
        struct explore_timing again = timed(add_locked, 3);
        ck_assert(same(&first, &again));
        explore_timing_clear(&again);
    }
    explore_timing_clear(&first);
}
END_TEST

static void body_with_window(void *unused)
{
    (void)unused;
    add_packed(0);
    explore_timing_start();
    add(&total);
    explore_timing_stop();
    add_packed(0);
}

START_TEST(only_the_part_between_start_and_stop_counts)
{
    struct explore_machine machine = {.cores = 1};
    struct explore_timing timing;
    explore_virtual(&machine, body_with_window, NULL, &timing);
    ck_assert_uint_eq(timing.accesses, 2);
    ck_assert_uint_lt(timing.time, 200);
    explore_timing_clear(&timing);
}
END_TEST

START_TEST(a_bad_table_of_costs_is_named_with_its_line)
{
    char path[] = "/tmp/test-costs-XXXXXX";
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    FILE *stream = fdopen(file, "w");
    fputs("# costs\nlock = 12.5\n\ntransfers = 3\n", stream);
    fclose(stream);
    struct explore_machine machine = {.costs = path};
    struct explore_timing timing;
    ck_assert_int_eq(explore_virtual(&machine, body_with_window, NULL, &timing),
                     EXPLORE_NOT_JUDGED);
    ck_assert_ptr_nonnull(strstr(timing.why, ":4:"));
    explore_timing_clear(&timing);
    remove(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("virtual");
    TCase *tests = tcase_create("virtual");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_line_is_fetched_once_and_then_there);
    tcase_add_test(tests, a_write_takes_the_line_from_the_others);
    tcase_add_test(tests, transfers_without_a_new_value_are_needless);
    tcase_add_test(tests, cores_queue_for_a_line);
    tcase_add_test(tests, padded_slots_scale_and_packed_ones_do_not);
    tcase_add_test(tests, a_lock_is_told_with_its_holds);
    tcase_add_test(tests, a_deadlock_ends_the_run);
    tcase_add_test(tests, a_hundred_runs_are_the_same_to_the_bit);
    tcase_add_test(tests, only_the_part_between_start_and_stop_counts);
    tcase_add_test(tests, a_bad_table_of_costs_is_named_with_its_line);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
