/* linear.c - tests of grader/judge/linear.c: histories whose truth is known. */
#include <string.h>

#include "../../grader/judge/linear.h"
#include "../unit.h"

/* A register of one digit: its arguments are "w5" or "r5". */
static bool digit_step(void *state, const struct judge_event *event)
{
    const char *args = event->args;
    char *digit = state;
    if (args[0] == 'w')
        *digit = args[1];
    return *digit == args[1];
}

static void digit_start(void *state)
{
    *(char *)state = '0';
}

static const struct linear_model digit = {1, digit_start, digit_step};

/* A queue of digits: "p5" puts, "t5" took 5, "t-" found it empty. */
struct digits {
    char items[16];
    size_t head, tail;
};

static bool queue_step(void *state, const struct judge_event *event)
{
    const char *args = event->args;
    struct digits *queue = state;
    if (args[0] == 'p') {
        queue->items[queue->tail++] = args[1];
        return true;
    }
    if (args[1] == '-')
        return queue->head == queue->tail;
    return queue->head < queue->tail && queue->items[queue->head++] == args[1];
}

static const struct linear_model queue = {sizeof(struct digits), NULL,
                                          queue_step};

#define COUNT(events) (sizeof(events) / sizeof *(events))

START_TEST(one_after_the_other)
{
    const struct judge_event good[] = {{.args = "w5", .begin = 1, .end = 2},
                                       {.args = "r5", .begin = 3, .end = 4}};
    const struct judge_event stale[] = {{.args = "w5", .begin = 1, .end = 2},
                                        {.args = "r0", .begin = 3, .end = 4}};
    ck_assert(linear_explains(&digit, good, COUNT(good)));
    ck_assert_uint_eq(linear_contradiction(&digit, good, COUNT(good)), 2);
    ck_assert(!linear_explains(&digit, stale, COUNT(stale)));
    ck_assert_uint_eq(linear_contradiction(&digit, stale, COUNT(stale)), 1);
    ck_assert(linear_explains(&digit, good, 0));
}
END_TEST

START_TEST(at_the_same_time_either_order_will_do)
{
    const struct judge_event before[] = {{.args = "w5", .begin = 1, .end = 4},
                                         {.args = "r0", .begin = 2, .end = 3}};
    const struct judge_event after[] = {{.args = "r5", .begin = 1, .end = 4},
                                        {.args = "w5", .begin = 2, .end = 3}};
    ck_assert(linear_explains(&digit, before, COUNT(before)));
    ck_assert(linear_explains(&digit, after, COUNT(after)));
}
END_TEST

START_TEST(two_readers_must_agree_on_the_order)
{
    const struct judge_event events[] = {{.args = "w5", .begin = 1, .end = 9},
                                         {.args = "r5", .begin = 2, .end = 3},
                                         {.args = "r0", .begin = 4, .end = 5}};
    ck_assert(!linear_explains(&digit, events, COUNT(events)));
    ck_assert_uint_eq(linear_contradiction(&digit, events, COUNT(events)), 2);
}
END_TEST

START_TEST(a_queue_keeps_its_order)
{
    const struct judge_event good[] = {{.args = "p1", .begin = 1, .end = 5},
                                       {.args = "p2", .begin = 2, .end = 4},
                                       {.args = "t2", .begin = 6, .end = 7},
                                       {.args = "t1", .begin = 8, .end = 9},
                                       {.args = "t-", .begin = 10, .end = 11}};
    const struct judge_event swapped[] = {{.args = "p1", .begin = 1, .end = 2},
                                          {.args = "p2", .begin = 3, .end = 4},
                                          {.args = "t2", .begin = 5, .end = 6},
                                          {.args = "t1", .begin = 7, .end = 8}};
    const struct judge_event lost[] = {{.args = "p1", .begin = 1, .end = 2},
                                       {.args = "t-", .begin = 3, .end = 6},
                                       {.args = "t1", .begin = 7, .end = 8}};
    const struct judge_event twice[] = {{.args = "p1", .begin = 1, .end = 2},
                                        {.args = "t1", .begin = 3, .end = 6},
                                        {.args = "t1", .begin = 4, .end = 7}};
    ck_assert(linear_explains(&queue, good, COUNT(good)));
    ck_assert(!linear_explains(&queue, swapped, COUNT(swapped)));
    ck_assert_uint_eq(linear_contradiction(&queue, swapped, COUNT(swapped)), 2);
    ck_assert(!linear_explains(&queue, lost, COUNT(lost)));
    ck_assert_uint_eq(linear_contradiction(&queue, lost, COUNT(lost)), 1);
    ck_assert(!linear_explains(&queue, twice, COUNT(twice)));
    ck_assert_uint_eq(linear_contradiction(&queue, twice, COUNT(twice)), 2);
}
END_TEST

/* All at once, and one result that nothing explains: without the memory of
 * dead ends there would be 11! orders to try. */
START_TEST(twelve_operations_at_once_are_soon_done)
{
    struct judge_event events[12];
    for (size_t i = 0; i < COUNT(events); i++)
        events[i] = (struct judge_event){.args = "w1", .begin = 1, .end = 99};
    events[5].args = "r7";
    ck_assert(!linear_explains(&digit, events, COUNT(events)));
    events[8].args = "w7";
    ck_assert(linear_explains(&digit, events, COUNT(events)));
}
END_TEST

Suite *linear_suite(void)
{
    Suite *suite = suite_create("linear");
    TCase *tests = tcase_create("linear");
    tcase_add_test(tests, one_after_the_other);
    tcase_add_test(tests, at_the_same_time_either_order_will_do);
    tcase_add_test(tests, two_readers_must_agree_on_the_order);
    tcase_add_test(tests, a_queue_keeps_its_order);
    tcase_add_test(tests, twelve_operations_at_once_are_soon_done);
    suite_add_tcase(suite, tests);
    return suite;
}
