/* lib.c - tests of lib/range.h and lib/team.c */
#include <pthread.h>
#include <stdatomic.h>

#include "../../lib/cacheline.h"
#include "../../lib/range.h"
#include "../../lib/team.h"
#include "../unit.h"

START_TEST(parts_are_everything_and_as_even_as_it_goes)
{
    unsigned wrong = 0; /* one assertion: each writes a message */
    for (size_t n = 0; n <= 200; n++)
        for (unsigned parts = 1; parts <= 64; parts++) {
            size_t end = 0, least = n, most = 0;
            for (unsigned rank = 0; rank < parts; rank++) {
                struct range r = range_part(n, parts, rank);
                size_t size = r.end - r.first;
                wrong += r.first != end || r.end < r.first;
                end = r.end;
                least = size < least ? size : least;
                most = size > most ? size : most;
            }
            wrong += end != n || most - least > 1;
        }
    ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(huge_ranges_do_not_overflow)
{
    struct range r = range_part(SIZE_MAX, 3, 2);
    ck_assert(r.end == SIZE_MAX && r.first == SIZE_MAX / 3 * 2);
}
END_TEST

enum { THREADS = 9 };

struct team {
    pthread_barrier_t all;
    atomic_uint members;
    unsigned seen[THREADS], threads[THREADS];
    unsigned before, after[THREADS];
};

static void body(unsigned rank, unsigned threads, void *shared)
{
    struct team *t = shared;
    t->seen[rank]++;
    t->threads[rank] = threads;
    t->after[rank] = t->before;
    pthread_barrier_wait(&t->all); /* only passed if all run at once */
    atomic_fetch_add(&t->members, 1);
}

START_TEST(a_team_runs_each_rank_once_and_at_once)
{
    struct team t = {.before = 17};
    pthread_barrier_init(&t.all, NULL, THREADS);
    team_run(THREADS, body, &t);
    ck_assert_uint_eq(t.members, THREADS);
    for (int i = 0; i < THREADS; i++) {
        ck_assert_uint_eq(t.seen[i], 1);
        ck_assert_uint_eq(t.threads[i], THREADS);
        ck_assert_uint_eq(t.after[i], 17);
    }
    pthread_barrier_destroy(&t.all);
}
END_TEST

START_TEST(a_team_of_nobody_does_nothing)
{
    struct team t = {.before = 17};
    team_run(0, body, &t);
    ck_assert_uint_eq(t.members, 0);
}
END_TEST

START_TEST(a_cache_line_holds_whole_objects)
{
    ck_assert_int_eq(CACHELINE % 64, 0);
    ck_assert_int_eq(CACHELINE & (CACHELINE - 1), 0);
}
END_TEST

Suite *lib_suite(void)
{
    Suite *suite = suite_create("lib");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, parts_are_everything_and_as_even_as_it_goes);
    tcase_add_test(tests, huge_ranges_do_not_overflow);
    tcase_add_test(tests, a_team_runs_each_rank_once_and_at_once);
    tcase_add_test(tests, a_team_of_nobody_does_nothing);
    tcase_add_test(tests, a_cache_line_holds_whole_objects);
    suite_add_tcase(suite, tests);
    return suite;
}
