/* graph.c - tests of lib/graph.c */
#include <stdlib.h>

#include "../../lib/graph.h"
#include "../unit.h"

static struct graph make(uint32_t tasks, const struct edge *edges, size_t n)
{
    struct graph g;
    ck_assert(graph_make(&g, tasks, edges, n));
    return g;
}

#define MAKE(tasks, ...)                              \
    make((tasks), (const struct edge[]){__VA_ARGS__}, \
         sizeof((const struct edge[]){__VA_ARGS__}) / sizeof(struct edge))

START_TEST(edges_are_found_behind_their_task)
{
    struct graph g = MAKE(4, {0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 1});
    static const uint32_t first[] = {0, 3, 4, 5, 5}, next[] = {1, 2, 1, 3, 3},
                          waits[] = {0, 2, 1, 2};
    ck_assert_mem_eq(g.first, first, sizeof first);
    ck_assert_mem_eq(g.next, next, sizeof next);
    ck_assert_mem_eq(g.waits, waits, sizeof waits);
    ck_assert_int_eq(graph_depth(&g), 3);
    graph_clear(&g);
}
END_TEST

START_TEST(no_tasks_and_no_edges)
{
    struct graph g = make(0, NULL, 0);
    uint32_t none;
    ck_assert_int_eq(graph_cycle(&g, &none), 0);
    ck_assert_int_eq(graph_depth(&g), 0);
    graph_clear(&g);
    g = make(3, NULL, 0);
    ck_assert_uint_eq(g.first[3], 0);
    ck_assert_int_eq(graph_depth(&g), 1);
    graph_clear(&g);
}
END_TEST

START_TEST(edges_of_unknown_tasks_are_refused)
{
    struct graph g;
    ck_assert(!graph_make(&g, 3, (const struct edge[]){{0, 3}}, 1));
    ck_assert_uint_eq(g.tasks, 0);
    ck_assert(!graph_make(&g, 0, (const struct edge[]){{0, 0}}, 1));
}
END_TEST

/* The cycle has these tasks, beginning anywhere. */
static void expect_cycle(struct graph g, size_t n, const uint32_t *right)
{
    uint32_t cycle[16] = {0};
    size_t start = 0;
    ck_assert_int_eq(graph_cycle(&g, cycle), (long)n);
    while (start < n && cycle[start] != right[0])
        start++;
    for (size_t i = 0; i < n; i++)
        ck_assert_uint_eq(cycle[(start + i) % n], right[i]);
    ck_assert_int_eq(graph_depth(&g), -1);
    graph_clear(&g);
}

START_TEST(a_cycle_is_named_in_its_order)
{
    expect_cycle(MAKE(1, {0, 0}), 1, (const uint32_t[]){0});
    expect_cycle(MAKE(2, {0, 1}, {1, 0}), 2, (const uint32_t[]){0, 1});
    /* with something before, beside and behind it */
    expect_cycle(
        MAKE(9, {8, 5}, {5, 2}, {2, 7}, {7, 5}, {7, 0}, {0, 1}, {8, 3}, {2, 1}),
        3, (const uint32_t[]){5, 2, 7});
}
END_TEST

START_TEST(a_long_chain_needs_no_deep_stack)
{
    const uint32_t n = 300000;
    struct edge *edges = calloc(n, sizeof *edges);
    uint32_t *cycle = calloc(n, sizeof *cycle), wrong = 0;
    for (uint32_t i = 0; i < n; i++)
        edges[i] = (struct edge){i, (i + 1) % n};
    struct graph g = make(n, edges, n - 1);
    ck_assert_int_eq(graph_depth(&g), n);
    ck_assert_int_eq(graph_cycle(&g, cycle), 0);
    graph_clear(&g);
    g = make(n, edges, n);
    ck_assert_int_eq(graph_cycle(&g, cycle), n);
    for (uint32_t i = 0; i < n; i++)
        wrong += cycle[(i + 1) % n] != (cycle[i] + 1) % n;
    ck_assert_uint_eq(wrong, 0);
    graph_clear(&g);
    free(edges);
    free(cycle);
}
END_TEST

Suite *graph_suite(void)
{
    Suite *suite = suite_create("graph");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, edges_are_found_behind_their_task);
    tcase_add_test(tests, no_tasks_and_no_edges);
    tcase_add_test(tests, edges_of_unknown_tasks_are_refused);
    tcase_add_test(tests, a_cycle_is_named_in_its_order);
    tcase_add_test(tests, a_long_chain_needs_no_deep_stack);
    suite_add_tcase(suite, tests);
    return suite;
}
